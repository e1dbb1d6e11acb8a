import HTTPTypes
import Rules
import Sample
import Testing

@testable import Server

/// MISSION S6, M1, M2, M4.
@Suite struct EntityPageTests {
    @Test func `after signing in I see my entities, and each of my roles there as a link`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.sofie).get("/entities")
        #expect(page.status == .ok)
        #expect(page.body.contains("Zorghuis De Linde vzw"))
        #expect(page.body.contains("/entities/\(Town.deLinde.number.digits)\""))
        #expect(page.body.contains("/designation/\(Town.deLinde.number.digits)"))
        #expect(!page.body.contains("Meuse"))
    }

    @Test func `an entity that is not registered says so, and leads where it is registered`() async throws {
        let test = try await TestHouse.demo()
        let (claire, form) = (try await test.signedIn(Town.claire), "href=\"/designation/\(Town.tournesol.number.digits)\"")
        let page = try await claire.get("/entities").body
        #expect(page.contains("Not registered yet") && page.contains("Register this enterprise"))
        #expect(page.ranges(of: form).count == 1)
        try await PreparedActs(test: test).designate(Town.claire, of: Town.tournesol, by: Town.claire)
        let registered = try await claire.get("/entities").body
        #expect(!registered.contains("Not registered yet") && registered.ranges(of: form).count == 1)
    }

    @Test func `someone without a role is told what to do`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.amelie).get("/entities")
        #expect(page.body.contains("You do not have a role in any entity yet"))
        #expect(page.body.contains("/designation"))
    }

    @Test func `the entity's home shows its qualities with identifier, manager and number of users`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.sofie).get("/entities/0999999130")
        #expect(page.status == .ok)
        for expected in ["0999.999.130", "1999991-58", "7-60992-70", "Jan Vermeulen", "Sofie Peeters"] { #expect(page.body.contains(expected)) }
    }

    @Test func `an entity of others does not exist for me`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.sofie)
        for path in ["/entities/0999999229", "/entities/0999999031", "/entities/0999992497", "/entities/nonsense", "/entities/0999999131"] {
            #expect(try await browser.get(path).status == .notFound, "\(path)")
        }
    }

    @Test func `a user may not consult the entity, and is told who can help`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.fatima).get("/entities/0999999130")
        #expect(page.status == .forbidden)
        #expect(page.body.contains("Chief Access Manager"))
    }

    @Test func `contact details are changed, kept when wrong, and remembered without their content`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.sofie)
        let wrong = try await browser.post("/entities/0999999130/contact", ["email": "no address", "phone": "09 000 10 00"])
        #expect(wrong.status == .unprocessableContent)
        #expect(wrong.body.contains("value=\"no address\""))
        let right = try await browser.submit("/entities/0999999130/contact", ["email": "info@delinde.example.org", "phone": "09 000 10 00"])
        #expect(right.body.contains("The contact details of Zorghuis De Linde vzw have been changed."))
        #expect(right.body.contains("+3290001000"))
        let acts = try await test.acts()
        #expect(acts.last?.code == .entityContactChanged)
        #expect(acts.last.map { "\($0)".contains("info@") } == false)
    }

    @Test func `the former and the new address of an entity are told who changed it`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.sofie)
        _ = try await browser.post("/entities/0999999130/contact", ["email": "info@delinde.example.org", "phone": ""])
        _ = try await browser.post("/entities/0999999130/contact", ["email": "info@delinde.example.org", "phone": "09 000 10 00"])
        _ = try await test.letters()
        _ = try await browser.post("/entities/0999999130/contact", ["email": "zorg@delinde.example.org", "phone": ""])
        let letters = try await test.letters().suffix(2)
        #expect(letters.map(\.to.text) == ["info@delinde.example.org", "zorg@delinde.example.org"])
        #expect(letters.allSatisfy { $0.body.contains("Sofie Peeters") && $0.body.contains(Town.deLinde.name) && !$0.body.contains("{") })
    }

    @Test func `the former and the new address of a quality are told who changed it`() async throws {
        let test = try await TestHouse.demo()
        let (browser, quality) = (try await test.signedIn(Town.sofie), try await test.quality(Town.deLinde, "nsso-employer"))
        for email in ["dienst@delinde.example.org", "personeel@delinde.example.org", "personeel@delinde.example.org"] {
            _ = try await browser.post("/entities/0999999130/qualities/\(quality.id)/contact", ["email": email])
        }
        #expect(try await test.letters().map(\.to.text).suffix(2) == ["dienst@delinde.example.org", "personeel@delinde.example.org"])
    }
}
