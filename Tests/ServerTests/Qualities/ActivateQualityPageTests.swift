import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

/// MISSION M3, D11.
@Suite struct ActivateQualityPageTests {
    let path = "/entities/0999999130/activate"

    @Test func `only domains that the register entitles to, and that are not active, are offered`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.sofie).get(path)
        #expect(page.body.contains("value=\"social-action\""))
        #expect(!page.body.contains("value=\"nsso-employer\""))
    }

    @Test func `the chief activates and manages in person`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.sofie)
        let domain = "social-action"
        let before = try await test.acts().count
        let summary = try await browser.submit(path, ["domain": domain, "email": "info@delinde.example.org", "who": "myself", "step": "summary"])
        #expect(summary.status == .ok)
        #expect(summary.body.contains("Sofie Peeters"))
        #expect(try await test.acts().count == before)
        let done = try await browser.submit(path, ["domain": domain, "email": "info@delinde.example.org", "who": "myself", "step": "confirm"])
        #expect(done.body.contains("The quality “Social welfare” has been activated."))
        #expect(done.body.contains("info@delinde.example.org"))
        #expect(try await test.acts().map(\.code).suffix(from: before) == [.qualityActivated])
    }

    @Test func `confirming twice activates once`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.sofie)
        let domain = "social-action"
        for _ in 0..<2 {
            let page = try await browser.submit(path, ["domain": domain, "email": "info@delinde.example.org", "who": "myself", "step": "confirm"])
            #expect(page.status == .ok)
        }
        #expect(try await test.acts().count { $0.code == .qualityActivated && $0.entity == Town.deLinde.id && $0.at == test.clock.now } == 1)
    }

    @Test func `a manager nobody knows is entered under the names given`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.sofie)
        let domain = "social-action"
        let nameless = try await browser.submit(
            path,
            ["domain": domain, "email": "info@delinde.example.org", "who": "other", "ssin": Town.marieCollard.ssin.formatted, "step": "summary"])
        #expect(nameless.status == .unprocessableContent)
        let done = try await browser.submit(
            path,
            [
                "domain": domain, "email": "info@delinde.example.org", "who": "other", "ssin": Town.marieCollard.ssin.formatted, "givenName": "Marie",
                "familyName": "Collard", "step": "confirm",
            ])
        #expect(done.body.contains("Marie Collard"))
    }

    @Test func `going back to correct loses nothing`() async throws {
        let test = try await TestHouse.demo()
        let domain = "social-action"
        let page = try await test.signedIn(Town.sofie).submit(
            path, ["domain": domain, "email": "odd@delinde.example.org", "who": "other", "ssin": Town.lucas.ssin.formatted, "step": "correct"])
        #expect(page.status == .ok)
        for kept in ["odd@delinde.example.org", Town.lucas.ssin.formatted, "value=\"\(domain)\" checked"] { #expect(page.body.contains(kept)) }
    }

    @Test func `what is wrong is said beside each field`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.sofie).post(path, ["email": "x", "who": "other", "ssin": "74031499861"])
        #expect(page.status == .unprocessableContent)
        for field in ["#domain", "#email", "#ssin"] { #expect(page.body.contains("href=\"\(field)\""), "\(field)") }
        #expect(page.body.contains("SSIN: "))
    }

    @Test func `the quality's e-mail address and the manager's are two`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.sofie)
        let domain = "social-action"
        let done = try await browser.submit(
            path,
            [
                "domain": domain, "email": "info@delinde.example.org", "who": "other", "ssin": Town.marieCollard.ssin.formatted,
                "givenName": "Marie", "familyName": "Collard", "personEmail": "marie@example.com", "step": "confirm",
            ])
        #expect(done.body.contains("info@delinde.example.org"))
        let marie = try await test.house.read { tx in try tx.person(Town.marieCollard.ssin) }
        #expect(marie?.email?.text == "marie@example.com")
    }

    @Test func `a domain without entitlement cannot be slipped in`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.sofie).post(
            path, ["domain": "hospital", "identifier": "71099020", "email": "a@example.com", "who": "myself", "step": "confirm"])
        #expect(page.status == .unprocessableContent)
    }

    @Test func `the identifier is asked, and held against the register`() async throws {
        let test = try await TestHouse.demo()
        try await PreparedActs(test: test).designate(Town.claire, of: Town.tournesol, by: Town.claire)
        let (browser, path) = (try await test.signedIn(Town.claire), Address.activateQuality(Town.tournesol.number))
        let known = try await test.entitlement(Town.tournesol, "nsso-employer")
        func answer(_ identifier: String, _ step: String = "summary") async throws -> Browser.Page {
            try await browser.submit(
                path, ["domain": "nsso-employer", "identifier": identifier, "email": "info@tournesol.example.org", "who": "myself", "step": step])
        }
        #expect(try await browser.get(path).body.contains(known) == false, "what is to be known is not told")
        for (wrong, sentence) in [
            ("", "Fill in this field."), ("12", "Identifier: "), ("1999990-62", "Identifier: "), ("1999991-58", "According to the register"),
            (String(repeating: "9", count: 5000), "Identifier: "),
        ] {
            let page = try await answer(wrong, "confirm")
            #expect(page.status == .unprocessableContent && page.body.contains(sentence), "\(wrong.prefix(20))")
        }
        #expect(try await answer(known).body.contains(DomainIdentifier.format(.init(rawValue: known), kind: .nsso)))
        #expect(try await answer(known, "confirm").body.contains("has been activated"))
    }
}
