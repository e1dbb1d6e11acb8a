import Foundation
import Rules
import Sample
import Standards
import Storage
import TestSupport
import Testing

@testable import Server

/// Many acts at once leave what the same acts leave one by one.
@Suite struct EnactManyTests {
    private static let tables: [SQL] = [
        "SELECT * FROM acts ORDER BY position", "SELECT * FROM registrations ORDER BY id", "SELECT * FROM qualities ORDER BY id",
        "SELECT * FROM assignments ORDER BY id", "SELECT * FROM blocks ORDER BY id", "SELECT * FROM grants ORDER BY id",
        "SELECT * FROM roster ORDER BY assignment",
    ]
    private static let columns = [
        "position", "id", "code", "at", "actor", "authority_kind", "authority_key", "entity", "quality", "subject", "body", "domain", "identifier",
        "email", "person", "role", "assignment", "reason", "application", "open", "opened_by", "closed_by", "name", "user_name", "since",
        "blocked",
    ]

    @Test(arguments: TestEngine.allCases) func `many acts at once leave the same rows and the same ledger`(engine: TestEngine) async throws {
        let parts = try Self.parts()
        let (one, many) = (try await HouseDatabase.make(engine), try await HouseDatabase.make(engine))
        let (first, second) = (try await one.open(), try await many.open())
        defer { for storage in [first, second] { try? storage.close() } }
        let (sealer, now) = (Sealer(.generate()), Date(timeIntervalSince1970: 1_772_442_000))
        for part in parts {
            try await first.write { tx in
                for person in part.people { try tx.add(person) }
                for (person, name) in part.userNames { try tx.openAccount(name, password: "x", mustChange: false, for: person, at: now) }
                for entity in part.entities { try tx.add(entity) }
                for function in part.functions { try tx.add(function) }
                // As founding does: these acts tell of no rows.
                try tx.apart { try tx.enact(part.acts) }
            }
            let written = try WrittenWorld(part, password: "x", sealer, at: now)
            try await second.write { tx in try tx.found(written) }
        }
        for table in Self.tables {
            let (expected, found) = (try await first.read { try Self.rows(table, $0) }, try await second.read { try Self.rows(table, $0) })
            #expect(!expected.isEmpty)
            #expect(found == expected)
        }
        // Each act has a salt of its own, so the trees differ.
        for storage in [first, second] {
            #expect(try await storage.read { tx in try tx.frontier() == tx.recomputedFrontier() && tx.frontier().count > 100 })
        }
    }

    @Test(arguments: TestEngine.allCases) func `a bulk load leaves the lists as they must be, unasked`(engine: TestEngine) async throws {
        let database = try await HouseDatabase.make(engine)
        let storage = try await database.open()
        defer { try? storage.close() }
        let written = try Self.parts().map { try WrittenWorld($0, password: "x", Sealer(.generate()), at: Town.opening) }
        try await storage.load { load in
            for part in written { try await storage.write { tx in try tx.found(part, in: load) } }
            let listed = try await storage.read { tx in try tx.count("SELECT COUNT(*) FROM roster") }
            #expect(listed == 0)
        }
        let (listed, isTrue) = try await storage.read { tx in (try tx.count("SELECT COUNT(*) FROM roster"), try tx.rosterIsTrue()) }
        #expect(listed > 100)
        #expect(isTrue)
    }

    @Test(arguments: TestEngine.allCases) func `a bulk load that is interrupted is completed at the next start`(engine: TestEngine) async throws {
        let database = try await HouseDatabase.make(engine)
        let storage = try await database.open()
        defer { try? storage.close() }
        let founded = try WrittenWorld(Town.world(), password: "x", Sealer(.generate()), at: Town.opening)
        try await storage.write { tx in try tx.found(founded) }
        #expect(try await storage.read { tx in try tx.rosterIsTrue() })
        await #expect(throws: Interrupted.self) { try await storage.load { _ in throw Interrupted() } }
        #expect(try await storage.read { tx in try Projections.all.allSatisfy { try $0.isMissing(tx) } })
        try await storage.completeProjections()
        #expect(try await storage.read { tx in try tx.rosterIsTrue() })
    }

    @Test func `a closing that has nothing to close undoes them all`() async throws {
        let test = try await TestHouse.demo()
        let size = try await test.house.read { try $0.ledgerHead().size }
        let closing = Act(
            id: .init(rawValue: test.house.newID()), code: .userRemoved, at: test.clock.now, actor: Town.jan.id, authority: .installation,
            changes: [.closed(Grant.ID(rawValue: 7))])
        await #expect(throws: Refusal.noLongerHeld) {
            let written = try WrittenActs([closing])
            try await test.house.write { tx in try tx.enact(written) }
        }
        #expect(try await test.house.read { try $0.ledgerHead().size } == size)
    }

    private struct Interrupted: Error {}

    /// A small country, its acts in parts of different sizes: rows are closed in the part that opened them, and in later ones.
    private static func parts() throws -> [World] {
        let story = try Population(entities: 40, people: 300, seed: 4).story()
        var parts: [World] = []
        while let part = try story.next() {
            guard part.acts.count > 1 else {
                parts.append(part)
                continue
            }
            var (rest, size) = (part.acts[...], 1)
            while !rest.isEmpty {
                parts.append(
                    World(people: [], userNames: [:], entities: [], functions: [], entitlements: [:], acts: Array(rest.prefix(size))))
                (rest, size) = (rest.dropFirst(size), size * 3)
            }
        }
        return parts
    }

    private static func rows(_ table: SQL, _ tx: borrowing Transaction) throws -> [[Value?]] {
        try tx.rows(table) { row in columns.map { try? row.value($0) } }
    }
}
