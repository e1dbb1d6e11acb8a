import Foundation
import HTTPTypes
import Hummingbird
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct SignInTests {
    @Test func `user name and password open my entities`() async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser()
        let answer = try await browser.signIn("sofiepeeters")
        #expect(answer.status == .seeOther && answer.location == Address.mine())
        #expect(try await browser.get("/entities").body.contains("Zorghuis De Linde"))
    }

    @Test func `capitals in a user name do not matter, in a password they do`() async throws {
        let test = try await TestHouse.demo()
        #expect(try await test.browser().signIn("SofiePeeters").status == .seeOther)
        #expect(try await test.browser().signIn("sofiepeeters", Town.password.uppercased()).status == .unprocessableContent)
    }

    @Test func `an unknown name and a wrong password are told the same`() async throws {
        let test = try await TestHouse.demo()
        let unknown = try await test.browser().signIn("nobodyknown", "wrong password")
        let wrong = try await test.browser().signIn("sofiepeeters", "wrong password")
        #expect(unknown.status == .unprocessableContent && wrong.status == .unprocessableContent)
        let nameless = { (page: Browser.Page, name: String) in
            page.body.replacing(name, with: "").replacing(/name="_csrf" value="[^"]*"/, with: "")
        }
        #expect(nameless(unknown, "nobodyknown") == nameless(wrong, "sofiepeeters"))
        #expect(unknown.body.contains("The user name or the password is not right"))
    }

    @Test func `a wrong password is never shown again, the user name is`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.browser().signIn("sofiepeeters", "secret-but-wrong")
        #expect(page.body.contains(#"value="sofiepeeters""#) && !page.body.contains("secret-but-wrong"))
    }

    @Test func `empty fields are asked for and count as no try`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.browser().post("/sign-in", ["userName": "", "password": ""])
        #expect(page.status == .unprocessableContent && page.body.contains(##"href="#userName""##) && page.body.contains(##"href="#password""##))
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM sign_in_failures") } == 0)
    }

    @Test(arguments: [String(repeating: "x", count: 513), "", " Tournesol#2026", "Tournesol#2026 "])
    func `only the exact password opens`(_ password: String) async throws {
        let test = try await TestHouse.demo()
        #expect(try await test.browser().signIn("sofiepeeters", password).status == .unprocessableContent)
    }

    @Test func `after signing in one comes back to the page asked for`() async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser()
        let sent = try await browser.get("/me?language=nl")
        #expect(sent.status == .seeOther && sent.location == "/sign-in?return=%2Fme%3Flanguage%3Dnl")
        #expect(try await browser.get("/sign-in?return=%2Fme").body.contains(#"name="return" value="/me""#))
        #expect(try await browser.post("/sign-in", ["userName": "janvermeulen", "password": Town.password, "return": "/me"]).location == "/me")
    }

    @Test(arguments: [
        "https://example.com/", "//example.com/", "///example.com", "/\\example.com", "\\\\example.com", "/\t/example.com", "/\n/example.com",
        "example.com",
        "javascript:alert(1)", " //example.com", "/ /example.com", "/é", "/\(String(repeating: "a", count: 2001))",
    ])
    func `no address of another site is followed`(_ address: String) async throws {
        let test = try await TestHouse.demo()
        let answer = try await test.browser().post("/sign-in", ["userName": "janvermeulen", "password": Town.password, "return": address])
        #expect(answer.location == Address.mine())
    }

    @Test func `two halves of an address do not make one of another site`() async throws {
        let test = try await TestHouse.demo()
        let answer = try await test.browser().post(
            "/sign-in?return=%2Fexample.com", ["userName": "janvermeulen", "password": Town.password, "return": "/"])
        #expect(answer.location == "/")
    }

    @Test func `who is signed in already goes straight on`() async throws {
        let test = try await TestHouse.demo()
        #expect(try await test.signedIn(Town.jan, .password).get("/sign-in?return=%2Fme").location == "/me")
    }

    @Test(arguments: ["userName=a%00b&password=x", "userName=x&password=%00", "userName=%1B%5B2J&password=x", "userName=%C2%85", "%00=x"])
    func `characters that no keyboard types are refused in every field`(_ body: String) async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser()
        let page = try await browser.post("/sign-in", raw: "\(try await browser.proof())&\(body)")
        #expect(page.status == .badRequest && page.body.contains("Unreadable request"))
        #expect(test.house.metrics.faults.value == 0)
    }

    @Test(arguments: ["/entities?x=%00", "/sign-in?return=%00", "/sign-in?userName=%07", "/help?language=%FF"])
    func `such characters are refused in addresses as well`(_ address: String) async throws {
        let test = try await TestHouse.demo()
        #expect(try await test.signedIn(Town.jan).get(address).status == .badRequest)
        #expect(test.house.metrics.faults.value == 0)
    }

    @Test func `a form without its proof is refused, and says so`() async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser()
        _ = try await browser.get("/sign-in")
        for body in [
            "userName=sofiepeeters&password=Tournesol%232026", "_csrf=&userName=sofiepeeters", "_csrf=\(String(repeating: "A", count: 43))", "",
        ] {
            let page = try await browser.post("/sign-in", raw: body)
            #expect(page.status == .forbidden && page.body.contains("Form refused") && page.body.contains("reload the page"))
        }
        #expect(browser.cookie("chatelaine-session") == nil)
    }

    @Test func `the proof of one browser is worth nothing in another`() async throws {
        let test = try await TestHouse.demo()
        let (mine, theirs) = (test.browser(), test.browser())
        let proof = try await theirs.proof()
        _ = try await mine.get("/sign-in")
        #expect(try await mine.post("/sign-in", raw: "\(proof)&userName=sofiepeeters&password=Tournesol%232026").status == .forbidden)
    }

    @Test func `a password hashed at another cost is hashed anew when it is at hand`() async throws {
        let test = try await TestHouse.demo()
        let dearer = try await PasswordHash(cost: .init(memory: 16, passes: 1)).hash(Town.password)
        let now = test.clock.now
        try await test.house.write { tx in try tx.setPassword(dearer, mustChange: false, for: Town.jan.id, at: now) }
        #expect(try await test.browser().signIn("janvermeulen").status == .seeOther)
        let kept = try #require(try await test.house.read { tx in try tx.account(of: Town.jan.id) })
        #expect(kept.password != dearer && !test.house.passwords.needsRehash(kept.password))
        #expect(try await test.browser().signIn("janvermeulen").status == .seeOther)
    }
}

extension Browser {
    func signIn(_ userName: String, _ password: String = Town.password) async throws -> Page {
        let page = try await post("/sign-in", ["userName": userName, "password": password])
        // Signing in brings the language of the person's own data; a test goes on reading in its own, as whoever switches does.
        if page.status == .seeOther { keep("chatelaine-language", language) }
        return page
    }

    /// This browser's proof as it stands in its forms: `_csrf=…`.
    func proof() async throws -> String {
        let page = try await get("/sign-in")
        let proof = try #require(page.body.firstMatch(of: /name="_csrf" value="([^"]+)"/))
        return "_csrf=\(proof.output.1)"
    }
}
