import HTTPTypes
import Rules
import Sample
import Testing

@testable import Server

/// MISSION M7, M8, M14.
@Suite struct QualityManagersTests {
    @Test func `the page of a quality shows identifier, manager, co-managers and every application with its date`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.jan).get("/entities/0999999130/qualities/\(quality.id)")
        #expect(page.status == .ok)
        for expected in ["1999991-58", "Jan Vermeulen", "Pieter Claes", "5 January 2026"] { #expect(page.body.contains(expected), "\(expected)") }
        #expect(page.body.contains(Town.pieter.ssin.masked))
        #expect(!page.body.contains(Town.pieter.ssin.formatted))
    }

    @Test func `the chief replaces the manager after a summary that says what changes`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let (browser, path) = (try await test.signedIn(Town.sofie), "/entities/0999999130/qualities/\(quality.id)/manager")
        let summary = try await browser.submit(path, ["who": "other", "ssin": Town.lucas.ssin.digits, "step": "summary"])
        #expect(summary.body.contains("Lucas Martens"))
        #expect(summary.body.contains("Jan Vermeulen"))
        for told in ["The Access Manager has been replaced: it is now Lucas Martens.", "The Access Manager has been replaced."] {
            let done = try await browser.submit(path, ["who": "other", "ssin": Town.lucas.ssin.digits, "step": "confirm"])
            #expect(done.body.contains(told))
        }
        #expect(try await test.acts().count { $0.code == .managerReplaced && $0.at == test.clock.now } == 1)
        #expect(try await test.signedIn(Town.jan).get("/entities/0999999130/qualities/\(quality.id)").status == .notFound)
    }

    @Test func `the chief manages again`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.sofie).submit(
            "/entities/0999999130/qualities/\(quality.id)/manager", ["who": "chief", "step": "confirm"])
        #expect(page.body.contains("The Chief Access Manager manages this quality in person"))
    }

    @Test func `a manager may not replace themselves, and is told who can`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.jan).get("/entities/0999999130/qualities/\(quality.id)/manager")
        #expect(page.status == .forbidden)
        #expect(page.body.contains("<strong>Sofie Peeters</strong>") && page.body.contains("mailto:sofie.peeters@delinde.example.org"))
    }

    @Test func `the manager adds and removes a co-manager`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let (browser, path) = (try await test.signedIn(Town.jan), "/entities/0999999130/qualities/\(quality.id)/co-managers")
        let added = try await browser.submit(path, ["ssin": Town.lucas.ssin.digits, "step": "confirm"])
        #expect(added.body.contains("Lucas Martens has been added as co-Access Manager."))
        let holding = try #require(try await test.house.read { tx in try tx.holding(of: Town.lucas.id, in: quality.id) })
        let sure = try await browser.get("\(path)/\(holding.assignment.id)/remove")
        #expect(sure.body.contains("Lucas Martens"))
        let removed = try await browser.submit("\(path)/\(holding.assignment.id)/remove")
        #expect(removed.body.contains("Lucas Martens is no longer co-Access Manager."))
        #expect(try await browser.post("\(path)/\(holding.assignment.id)/remove").status == .notFound)
    }

    @Test func `a co-manager without an e-mail address is not shown with another's`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.jan).submit(
            "/entities/0999999130/qualities/\(quality.id)/co-managers",
            ["ssin": "96040399883", "givenName": "Marie", "familyName": "Collard", "step": "confirm"])
        let rows = page.body.split(separator: "<tr>")
        #expect(rows.contains { $0.contains("Pieter Claes") && $0.contains("@") })
        #expect(rows.contains { $0.contains("Marie Collard") && $0.contains(">–</td>") })
    }

    @Test func `a co-manager may not appoint another`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.pieter).post(
            "/entities/0999999130/qualities/\(quality.id)/co-managers", ["ssin": Town.lucas.ssin.digits, "step": "confirm"])
        #expect(page.status == .forbidden)
    }

    @Test func `the manager cannot be appointed co-manager`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.sofie).submit(
            "/entities/0999999130/qualities/\(quality.id)/co-managers", ["ssin": Town.jan.ssin.digits, "step": "summary"])
        #expect(page.status == .unprocessableContent)
    }

    @Test func `a quality of another entity is not found under mine`() async throws {
        let test = try await TestHouse.demo()
        let foreign = try await test.quality(Town.vennbahn, "nsso-employer")
        let browser = try await test.signedIn(Town.sofie)
        for end in ["", "/contact", "/manager", "/co-managers"] {
            #expect(try await browser.get("/entities/0999999130/qualities/\(foreign.id)\(end)").status == .notFound)
        }
    }
}
