import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct OwnPasswordTests {
    private let new = "violet bicycle 88 lamps"

    private func change(_ browser: Browser, current: String = Town.password, to password: String, again: String? = nil) async throws -> Browser.Page {
        try await browser.post("/me/password", ["currentPassword": current, "password": password, "passwordAgain": again ?? password])
    }

    private func mustChange(_ person: Person, _ test: TestHouse) async throws {
        let (hash, now) = (try await test.house.passwords.hash("Given by a manager 1"), test.clock.now)
        try await test.house.storage.write { tx in try tx.setPassword(hash, mustChange: true, for: person.id, at: now) }
    }

    @Test func `the new password opens, the old one no longer does`() async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser()
        _ = try await browser.signIn("fatimaelamrani")
        #expect(try await change(browser, to: new).location == "/me")
        #expect(try await browser.get("/me").body.contains("Your password has been changed"))
        #expect(try await test.browser().signIn("fatimaelamrani").status == .unprocessableContent)
        #expect(try await test.browser().signIn("fatimaelamrani", new).status == .seeOther)
    }

    @Test func `it ends the other sessions, is remembered, and the person is told`() async throws {
        let test = try await TestHouse.demo()
        let other = try await test.signedIn(Town.fatima)
        let browser = try await test.signedIn(Town.fatima, .password)
        _ = try await change(browser, to: new)
        #expect(try await other.get("/me").status == .seeOther)
        #expect((try await browser.get("/me").status) == .ok)
        let code = try await test.house.read { tx in try tx.row("SELECT code FROM acts ORDER BY position DESC LIMIT 1") { try $0.text("code") } }
        #expect(code == ActCode.personPasswordChanged.rawValue)
        let letters = try await test.letters()
        #expect(letters.map(\.to.text) == ["fatima.elamrani@delinde.example.org"] && letters[0].language == .nl && !letters[0].body.contains(new))
    }

    @Test func `the current password is asked of who signed in with it`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima, .password)
        #expect(try await browser.get("/me/password").body.contains(#"name="currentPassword""#))
        let missing = try await change(browser, current: "", to: new)
        #expect(missing.status == .unprocessableContent && missing.body.contains(##"href="#currentPassword""##))
        let wrong = try await change(browser, current: "wrong", to: new)
        #expect(wrong.status == .unprocessableContent && wrong.body.contains("This is not your current password"))
        #expect(try await test.browser().signIn("fatimaelamrani").status == .seeOther)
    }

    @Test func `it is not asked of who is here with an eID, and the page says so`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima)
        let page = try await browser.get("/me/password")
        #expect(!page.body.contains(#"name="currentPassword""#) && page.body.contains("your current password is not asked"))
        #expect(try await browser.post("/me/password", ["password": new, "passwordAgain": new]).location == "/me")
        #expect(try await test.browser().signIn("fatimaelamrani", new).status == .seeOther)
    }

    @Test func `wrong current passwords are slowed in every session, and signing in is not`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima, .password)
        for _ in 0..<5 { #expect(try await change(browser, current: "wrong", to: new).status == .unprocessableContent) }
        let page = try await change(browser, to: new)
        #expect(page.status == .tooManyRequests && page.headers[.retryAfter] == "1")
        let other = try await change(try await test.signedIn(Town.fatima, .password), to: new)
        #expect(other.status == .tooManyRequests)
        #expect(try await test.browser().signIn("fatimaelamrani").status == .seeOther)
    }

    @Test(arguments: [
        ("short", "At least 12"), ("passwordpassword", "many people use"), ("fatima-el-amrani-1", "No name"), ("xx88081699838xx", "No name"),
        (String(repeating: "aB3-", count: 33), "At most 128"), (Town.password, "your password already"),
    ])
    func `a password against the rule is refused, and the rule named`(_ password: String, _ words: String) async throws {
        let test = try await TestHouse.demo()
        let page = try await change(try await test.signedIn(Town.fatima, .password), to: password)
        #expect(page.status == .unprocessableContent && page.body.contains(##"href="#password""##) && page.body.contains(words))
        #expect(!page.body.contains(#"value="\#(password)""#))
    }

    @Test func `it must be typed twice alike`() async throws {
        let test = try await TestHouse.demo()
        let page = try await change(try await test.signedIn(Town.fatima, .password), to: new, again: new.uppercased())
        #expect(page.status == .unprocessableContent && page.body.contains(##"href="#passwordAgain""##))
    }

    @Test func `the rule is shown as the page can check it, also the one of 2008`() async throws {
        let modern = try await TestHouse.demo().signedIn(Town.fatima).get("/me/password")
        #expect(modern.body.contains(#"data-rule="atLeast" data-number="12""#) && modern.body.contains(#"data-password="password""#))
        let test = try await TestHouse.demo { $0.passwordPreset = PasswordRule.Preset.manual2008.rawValue }
        let browser = try await test.signedIn(Town.fatima, .password)
        #expect(try await browser.get("/me/password").body.contains(#"data-rule="onlySpecials""#))
        #expect(try await change(browser, to: "no numbers here").status == .unprocessableContent)
        #expect(try await change(browser, to: "Valid:Pass12").location == "/me")
    }

    @Test func `who has no account opens one with the eID; it gives nothing but another way in`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.amelie)
        #expect(try await browser.get("/me/password").body.contains(#"name="userNameAgain""#))
        let answer = try await browser.post(
            "/me/password", ["userName": "ameliedubois", "userNameAgain": "ameliedubois", "password": new, "passwordAgain": new])
        #expect(answer.location == "/me")
        #expect(try await test.browser().signIn("ameliedubois", new).status == .seeOther)
        #expect(try await test.house.read { tx in try tx.holdings(of: Town.amelie.id).isEmpty })
        #expect(try await test.house.read { tx in try tx.act(.init(rawValue: try tx.last()))?.changes.isEmpty } == true)
    }

    @Test func `a session by password whose account is gone does not choose a new one`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.amelie, .password)
        #expect(try await browser.get("/me/password").status == .ok)
        try await test.house.write { tx in try tx.run("DELETE FROM accounts WHERE person = \(Town.amelie.id)") }
        #expect(try await browser.get("/me/password").location?.hasPrefix("/sign-in") == true)
    }

    @Test(arguments: [
        ("sofiepeeters", "sofiepeeters"), ("short", "short"), ("Amelie-Dubois", "Amelie-Dubois"), ("ameliedubois", "ameliedubios"), ("", ""),
    ])
    func `a user name that is taken, has the wrong shape or differs opens nothing`(_ name: String, _ again: String) async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.amelie).post(
            "/me/password", ["userName": name, "userNameAgain": again, "password": new, "passwordAgain": new])
        #expect(page.status == .unprocessableContent && page.body.contains(#"value="\#(name)""#))
        #expect(try await test.house.read { tx in try tx.account(of: Town.amelie.id) } == nil)
        #expect(try await test.browser().signIn("sofiepeeters").status == .seeOther)
    }

    @Test func `whoever must change their password is led there from every page, and back`() async throws {
        let test = try await TestHouse.demo()
        try await mustChange(Town.fatima, test)
        let browser = test.browser()
        _ = try await browser.signIn("fatimaelamrani", "Given by a manager 1")
        for path in ["/entities", "/me", "/me/accesses", "/resume"] {
            #expect(try await browser.get(path).location?.hasPrefix("/me/password") == true)
        }
        #expect(try await browser.post("/me", ["email": "f@example.org"]).location == "/me/password")
        let page = try await browser.get("/me/password?return=%2Fme%2Faccesses")
        #expect(page.status == .ok && page.body.contains("chosen by somebody else"))
        let answer = try await browser.post(
            "/me/password",
            ["currentPassword": "Given by a manager 1", "password": new, "passwordAgain": new, "return": "/me/accesses"])
        #expect(answer.location == "/me/accesses")
        #expect((try await browser.get("/entities").status) == .ok)
    }

    @Test func `they may read help and sign out before`() async throws {
        let test = try await TestHouse.demo()
        try await mustChange(Town.fatima, test)
        let browser = try await test.signedIn(Town.fatima, .password)
        #expect(try await browser.get("/help").status == .ok)
        #expect((try await browser.post("/sign-out").location) == "/")
    }

    @Test func `also where a power is needed, and whatever they signed in with`() async throws {
        let test = try await TestHouse.demo()
        try await mustChange(Town.jan, test)
        let address = Address.entity(Town.deLinde.number)
        #expect(try await test.signedIn(Town.jan).get(address).location == "/me/password?return=%2Fentities%2F0999999130")
    }
}

extension Transaction {
    /// The key of the act recorded last.
    fileprivate func last() throws -> Int64 { try row("SELECT id FROM acts ORDER BY position DESC LIMIT 1") { try $0.integer("id") } ?? 0 }
}
