import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct OwnSessionsTests {
    private func keys(_ page: Browser.Page) -> [String] {
        page.body.matches(of: /name="end" value="([^"]+)"/).map { String($0.1) }.filter { !["others", "all"].contains($0) }
    }

    @Test func `my live sessions are listed, how and when they were opened, and this one is marked`() async throws {
        let test = try await TestHouse.demo()
        _ = try await test.signedIn(Town.fatima, .password)
        _ = try await test.signedIn(Town.jan)
        let browser = try await test.signedIn(Town.fatima)
        let page = try await browser.get("/me/sessions")
        #expect(page.status == .ok && page.body.contains("2 open sessions") && page.body.matches(of: /This session/).count == 1)
        #expect(page.body.contains(">Password<") || page.body.contains("Password"))
        #expect(keys(page).count == 1)
        #expect(try await browser.get("/me").body.contains("2 open sessions"))
    }

    @Test func `one of them is ended, for good, and the others go on`() async throws {
        let test = try await TestHouse.demo()
        let (first, second, browser) = (
            try await test.signedIn(Town.fatima), try await test.signedIn(Town.fatima, .password), try await test.signedIn(Town.fatima)
        )
        let admin = DatabaseWriter(test: test)
        let page = try await browser.get("/me/sessions")
        #expect(keys(page).count == 2)
        let secrets = try [first, second].map { try #require($0.cookie("chatelaine-session")) }
        var before: [[UInt8]: [Value]] = [:]
        for secret in secrets { before[Secret.digest(secret)] = try await admin.row(.sessions, Secret.digest(secret)) }
        #expect(try await browser.submit("/me/sessions", ["end": keys(page)[0]]).body.contains("2 open sessions"))
        let now = test.clock.now
        var open: [String] = []
        for secret in secrets where try await test.house.session(secret, at: now) != nil { open.append(secret) }
        #expect(open.count == 1)
        let ended = try #require(secrets.first { !open.contains($0) })
        // Its row, put back, opens nothing, not even after a start.
        let digest = Secret.digest(ended)
        try await admin.put(try #require(before[digest]), over: try await admin.row(.sessions, digest), in: .sessions)
        for house in [test.house, test.restarted().house] { #expect(try await house.session(ended, at: now) == nil) }
        #expect(try await browser.get("/me").status == .ok)
        #expect(try await test.house.session(open[0], at: now) != nil)
        _ = try await test.verified()
    }

    @Test func `nobody ends another's session, nor by a key that another browser was given`() async throws {
        let test = try await TestHouse.demo()
        let (jan, fatima, other) = (try await test.signedIn(Town.jan), try await test.signedIn(Town.fatima), try await test.signedIn(Town.fatima))
        for key in keys(try await fatima.get("/me/sessions")) + ["x", "%00", String(repeating: "A", count: 43)] {
            #expect(try await jan.post("/me/sessions", ["end": key]).status == .seeOther)
        }
        #expect(try await fatima.get("/me").status == .ok)
        #expect(try await other.get("/me").status == .ok)
        #expect(try await jan.get("/me").status == .ok)
    }

    @Test func `signing out everywhere ends this session as well`() async throws {
        let test = try await TestHouse.demo()
        let (browser, other, jan) = (
            try await test.signedIn(Town.fatima), try await test.signedIn(Town.fatima, .password), try await test.signedIn(Town.jan)
        )
        let secret = try #require(browser.cookie("chatelaine-session"))
        let page = try await browser.submit("/me/sessions", ["end": "all"])
        #expect(page.status == .ok && page.body.contains("here and everywhere else") && browser.cookie("chatelaine-session") == nil)
        browser.keep("chatelaine-session", secret)
        for ended in [browser, other] { #expect(try await ended.get("/me").location?.hasPrefix("/sign-in") == true) }
        #expect(try await jan.get("/me").status == .ok)
        // Whoever signs in again is in.
        #expect(try await test.signedIn(Town.fatima, .password).get("/me").status == .ok)
        _ = try await test.verified()
    }
}
