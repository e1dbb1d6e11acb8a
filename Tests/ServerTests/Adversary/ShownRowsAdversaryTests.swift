import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Rows that no act wrote, on the pages that list such rows: a running server shows what the acts gave.
@Suite struct ShownRowsAdversaryTests {
    private static func entities(_ browser: Browser, _ entity: Entity) async throws -> Bool {
        try await browser.get("/entities").body.contains(entity.number.formatted)
    }

    @Test func `an inserted role is on none of one's own pages`() async throws {
        let test = try await TestHouse.demo()
        let thomas = try await test.signedIn(Town.thomas)
        try await test.house.decisions.load()
        try await test.house.storage.write { tx in
            try tx.run(
                """
                INSERT INTO assignments (id, person, role, entity, quality, open, opened_by)
                SELECT 77, \(Town.thomas.id), 'co-chief', entity, NULL, 1, opened_by FROM assignments WHERE entity = \(Town.deLinde.id)
                    AND role = 'chief' AND open = 1
                """)
        }
        for page in ["/entities", "/me/accesses"] {
            let shown = try await thomas.get(page)
            #expect(shown.status == .ok)
            #expect(!shown.body.contains(Town.deLinde.number.formatted), "\(page)")
        }
        #expect(test.house.unauthentic.count(of: "assignments") > 0)
        // Nor do those who manage there see such a co-chief.
        let sofie = try await test.signedIn(Town.sofie)
        let home = try await sofie.get("/entities/\(Town.deLinde.number.digits)")
        #expect(home.status == .ok && !home.body.contains(Town.thomas.name))
    }

    @Test func `an inserted manager or user is on no list, and an application ticked by hand is not one's own`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let (jan, fatima) = (try await test.signedIn(Town.jan), try await test.signedIn(Town.fatima))
        let path = "/entities/\(Town.deLinde.number.digits)/qualities/\(quality.id)"
        try await test.house.decisions.load()
        let before = try await fatima.get("/me/accesses").body
        try await test.house.storage.write { tx in
            for (id, person, role) in [(77, Town.thomas, "co-manager"), (78, Town.nadia, "user")] as [(Int64, Person, String)] {
                try tx.run(
                    """
                    INSERT INTO assignments (id, person, role, entity, quality, open, opened_by)
                    SELECT \(id), \(person.id), \(role), entity, quality, 1, opened_by FROM assignments
                    WHERE person = \(Town.fatima.id) AND quality = \(quality.id) AND open = 1
                    """)
            }
            try tx.run(
                """
                INSERT INTO grants (id, assignment, application, open, opened_by)
                SELECT 79, id, 'ecaro', 1, opened_by FROM assignments WHERE person = \(Town.fatima.id) AND quality = \(quality.id) AND open = 1
                """)
            try tx.rebuildRoster()
        }
        let users = try await jan.get("\(path)/users")
        #expect(users.status == .ok)
        #expect(users.body.contains(Town.fatima.familyName.text))
        for person in [Town.thomas, Town.nadia] { #expect(!users.body.contains(person.familyName.text), "\(person.name)") }
        let shown = try await jan.get(path)
        #expect(shown.status == .ok && !shown.body.contains(Town.thomas.name))
        #expect(try await fatima.get("/me/accesses").body == before)
        #expect(test.house.unauthentic.count(of: "grants") > 0)
    }

    @Test func `a line led to somebody else shows nobody's number, neither on a page nor in the table`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let jan = try await test.signedIn(Town.jan)
        let path = "/entities/\(Town.deLinde.number.digits)/qualities/\(quality.id)/users"
        let held = try #require(try await test.house.read { tx in try tx.holding(of: Town.fatima.id, in: quality.id) })
        let number = Town.claire.ssin.formatted
        try await test.house.decisions.load()
        try await test.house.storage.write { tx in
            _ = try tx.run("UPDATE roster SET person = \(Town.claire.id) WHERE assignment = \(held.assignment.id)")
        }
        let table = try await jan.get("\(path)/export")
        #expect(table.status == .ok && !table.body.contains(number) && table.body.contains(Town.pieter.familyName.text))
        #expect(try await !jan.get(path).body.contains(number))
        try await test.house.storage.write { tx in
            _ = try tx.run("UPDATE assignments SET person = \(Town.claire.id) WHERE id = \(held.assignment.id)")
        }
        for page in ["", "/edit", "/block", "/applications", "/password", "/remove"] {
            let shown = try await jan.get("\(path)/\(held.assignment.id)\(page)")
            #expect(shown.status == .notFound && !shown.body.contains(number), "\(page)")
        }
    }

    @Test func `what was given a moment ago stands on every list`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let jan = try await test.signedIn(Town.jan)
        try await test.house.decisions.load()
        try await PreparedActs(test: test).register(Town.lucas, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        let users = try await jan.get("/entities/\(Town.deLinde.number.digits)/qualities/\(quality.id)/users")
        #expect(users.body.contains(Town.lucas.familyName.text))
        let lucas = try await test.signedIn(Town.lucas)
        #expect(try await Self.entities(lucas, Town.deLinde))
        #expect(test.house.unauthentic.count(of: "assignments") == 0)
    }
}
