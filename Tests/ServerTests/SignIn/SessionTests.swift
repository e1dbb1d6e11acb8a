import Foundation
import HTTPTypes
import Hummingbird
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct SessionTests {
    private let minute: TimeInterval = 60

    @Test func `a session ends after half an hour without a page`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.jan)
        test.clock.advance(by: 29 * minute)
        #expect(try await browser.get("/me").status == .ok)
        test.clock.advance(by: 29 * minute)
        #expect(try await browser.get("/me").status == .ok)
        test.clock.advance(by: 30 * minute)
        #expect(try await browser.get("/me").location == "/sign-in?return=%2Fme")
    }

    @Test func `a session ends after ten hours, however busy`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.jan)
        for _ in 0..<29 {
            test.clock.advance(by: 20 * minute)
            #expect(try await browser.get("/me").status == .ok)
        }
        test.clock.advance(by: 20 * minute)
        #expect(try await browser.get("/me").status == .seeOther)
    }

    @Test func `signing out ends the session itself, not only the cookie`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.jan)
        let secret = try #require(browser.cookie("chatelaine-session"))
        let answer = try await browser.post("/sign-out")
        #expect(answer.location == "/" && browser.cookie("chatelaine-session") == nil)
        let thief = test.browser()
        thief.keep("chatelaine-session", secret)
        #expect(try await thief.get("/me").status == .seeOther)
    }

    @Test func `signing out once more, or too late, is signing out`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.jan)
        test.clock.advance(by: 31 * minute)
        #expect(try await browser.post("/sign-out").location == "/")
        #expect(try await browser.post("/sign-out").location == "/")
    }

    @Test func `signing in again changes the secret and ends the session before`() async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser()
        _ = try await browser.signIn("janvermeulen")
        let first = try #require(browser.cookie("chatelaine-session"))
        _ = try await browser.signIn("janvermeulen")
        let second = try #require(browser.cookie("chatelaine-session"))
        #expect(first != second)
        let old = test.browser()
        old.keep("chatelaine-session", first)
        #expect(try await old.get("/me").status == .seeOther)
        #expect(try await browser.get("/me").status == .ok)
    }

    @Test func `a session secret planted before signing in opens nothing afterwards`() async throws {
        let test = try await TestHouse.demo()
        let planted = Secret.random()
        let victim = test.browser()
        victim.keep("chatelaine-session", planted)
        #expect(try await victim.signIn("janvermeulen").status == .seeOther)
        #expect(victim.cookie("chatelaine-session") != planted)
        let attacker = test.browser()
        attacker.keep("chatelaine-session", planted)
        #expect(try await attacker.get("/me").status == .seeOther)
    }

    @Test(arguments: ["", "x", "'; DROP TABLE sessions; --", String(repeating: "A", count: 43), String(repeating: "A", count: 4000)])
    func `a secret that is none is nobody's`(_ secret: String) async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser()
        browser.keep("chatelaine-session", secret)
        #expect(try await browser.get("/me").status == .seeOther)
    }

    @Test func `over http cookies are for pages of this site alone, and not for scripts`() async throws {
        let test = try await TestHouse.demo()
        let cookie = try #require(try await test.browser().signIn("janvermeulen").cookie("chatelaine-session"))
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
    }

    @Test(arguments: [SitePort.cards, .proxied]) func `over TLS cookies are bound to this host and to TLS`(port: SitePort) async throws {
        let test = try await TestHouse.demo(at: port)
        let answer = try await test.browser().signIn("janvermeulen")
        let cookie = try #require(answer.cookie("__Host-session"))
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure") && answer.headers[.strictTransportSecurity] != nil)
        #expect(answer.cookie("chatelaine-session") == nil)
    }

    @Test func `the database does not hold what opens a session`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.jan)
        let secret = try #require(browser.cookie("chatelaine-session"))
        let kept = try await test.house.read { tx in try tx.rows("SELECT digest FROM sessions") { try $0.bytes("digest") } }
        #expect(kept == [Secret.digest(secret)] && kept != [Array(secret.utf8)])
    }

    @Test func `a person has only so many sessions, and the one unused longest ends`() async throws {
        let test = try await TestHouse.demo()
        var browsers: [Browser] = []
        for _ in 0..<SessionRow.most + 3 {
            browsers.append(try await test.signedIn(Town.jan))
            test.clock.advance(by: 1)
        }
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM sessions") } == SessionRow.most)
        #expect(try await browsers[2].get("/me").status == .seeOther)
        #expect(try await browsers[3].get("/me").status == .ok)
    }

    @Test func `sessions that were ended are not collected`() async throws {
        let test = try await TestHouse.demo()
        for _ in 0..<5 { _ = try await test.signedIn(Town.jan).post("/sign-out") }
        _ = try await test.signedIn(Town.jan)
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM sessions") } == 1)
    }

    @Test func `old sessions are forgotten`() async throws {
        let test = try await TestHouse.demo()
        _ = try await test.signedIn(Town.jan)
        test.clock.advance(by: SessionRow.memory + 1)
        _ = try await test.signedIn(Town.jan)
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM sessions") } == 1)
    }
}

extension Browser.Page {
    /// A cookie as the answer sets it.
    func cookie(_ name: String) -> String? { headers[values: .setCookie].first { $0.hasPrefix("\(name)=") } }
}
