import Crypto
import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

@Suite struct KnownBrowserTests {
    @Test func `strangers who fail do not keep the owner out of a browser that signed in before`() async throws {
        let test = try await TestHouse.demo()
        let (own, other) = (test.browser(), test.browser())
        #expect(try await own.signIn("sofiepeeters").status == .seeOther)
        #expect(try await other.signIn("janvermeulen").status == .seeOther)
        try await test.fail("sofiepeeters", times: 5)
        #expect(try await test.browser().signIn("sofiepeeters").status == .tooManyRequests)
        #expect(try await other.signIn("sofiepeeters").status == .tooManyRequests)
        #expect(try await own.post("/sign-out").status == .seeOther)
        #expect(try await own.signIn("sofiepeeters").status == .seeOther)
        // What the owner does changes nothing for the strangers.
        #expect(try await test.browser().signIn("sofiepeeters").status == .tooManyRequests)
    }

    @Test func `a known browser that guesses is slowed itself, and slows nobody else`() async throws {
        let test = try await TestHouse.demo()
        let own = test.browser()
        #expect(try await own.signIn("sofiepeeters").status == .seeOther)
        for _ in 0..<5 { #expect(try await own.signIn("sofiepeeters", "wrong").status == .unprocessableContent) }
        #expect(try await own.signIn("sofiepeeters").status == .tooManyRequests)
        #expect(try await test.browser().signIn("sofiepeeters").status == .seeOther)
    }

    @Test func `all known browsers of an account have thirty tries together, so that collecting them gains little`() async throws {
        let test = try await TestHouse.demo()
        let browsers = (0..<7).map { _ in test.browser() }
        for browser in browsers { #expect(try await browser.signIn("sofiepeeters").status == .seeOther) }
        for browser in browsers.prefix(6) {
            for _ in 0..<5 { #expect(try await browser.signIn("sofiepeeters", "wrong").status == .unprocessableContent) }
        }
        #expect(try await browsers[6].signIn("sofiepeeters", "wrong").status == .tooManyRequests)
    }

    @Test func `signing in with a password that somebody else gave makes no browser known`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, password) = (try await walk.test.signedIn(Town.jan), "zeven-bruine-bonen")
        _ = try await jan.post(walk.path(.userPassword, try await walk.user(Town.fatima)), ["password": password, "passwordAgain": password])
        let browser = walk.test.browser()
        #expect(try await browser.signIn("fatimaelamrani", password).status == .seeOther)
        #expect(browser.cookie("chatelaine-known") == nil)
    }

    @Test func `a proof of some texts is none of others that read alike`() {
        let key = SymmetricKey(size: .bits256)
        let proofs = [
            Secret.proof("notice", "a b", "c", key: key), Secret.proof("notice", "a", "b c", key: key), Secret.proof("notice a", "b", "c", key: key),
            Secret.proof("notice a b c", key: key), Secret.proof("notice", "a", "b", "c", key: key), Secret.proof("notice", "a b c", key: key),
        ]
        #expect(Set(proofs).count == proofs.count)
    }

    @Test func `nobody makes a known browser's proof, and it names nobody`() async throws {
        let (key, another) = (SymmetricKey(size: .bits256), SymmetricKey(size: .bits256))
        let browser = KnownBrowser.signedIn(nil, to: "sofiepeeters", key)
        #expect(browser.knows("sofiepeeters", key) && !browser.knows("janvermeulen", key) && !browser.knows("sofiepeeters", another))
        #expect(!browser.cookie.contains("sofie"))
        let both = try #require(KnownBrowser(KnownBrowser.signedIn(browser, to: "janvermeulen", key).cookie))
        #expect(both.id == browser.id && both.knows("sofiepeeters", key) && both.knows("janvermeulen", key))
        // A proof goes with the browser it was made for.
        let stolen = "\(Secret.random()).\(browser.cookie.split(separator: ".")[1])"
        #expect(KnownBrowser(stolen)?.knows("sofiepeeters", key) == false)
        let many = (0..<20).reduce(browser) { KnownBrowser.signedIn($0, to: "office\($1)", key) }
        #expect(many.knows("office19", key) && !many.knows("sofiepeeters", key) && KnownBrowser(many.cookie) != nil)
    }

    @Test(arguments: ["", ".", "x", "x.y", String(repeating: "A", count: 43), String(repeating: "A", count: 60_000)])
    func `a cookie that proves nothing is nothing`(_ cookie: String) async throws {
        #expect(KnownBrowser(cookie) == nil)
        let test = try await TestHouse.demo()
        let browser = test.browser()
        browser.keep("chatelaine-known", cookie)
        #expect(try await browser.signIn("sofiepeeters").status == .seeOther)
    }
}
