import Foundation
import Storage
import TestSupport
import Testing

/// Many rows at once are the same as one by one.
@Suite struct ManyRowsTests {
    private static let columns: [StaticString] = ["id", "entity", "name", "folded", "ssin", "seen"]

    private static func person(_ id: Int64) -> [Value] {
        [.integer(id), id % 3 == 0 ? .null : .integer(1), .text("Łucja \(id)"), .null, .bytes([0, 255, UInt8(id % 251)]), .integer(-id)]
    }

    @Test(arguments: TestEngine.allCases)
    func `every value of every row arrives`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let count: Int64 = 7001
        try await storage.write { tx in
            try tx.beginLoading()
            try tx.insert(into: "people", Self.columns, (1...count).flatMap(Self.person))
            try tx.endLoading()
        }
        try await storage.read { tx in
            var next: Int64 = 1
            try tx.each("SELECT id, entity, name, folded, ssin, seen, active FROM people ORDER BY id") { row in
                let found = try ["id", "entity", "name", "folded", "ssin", "seen"].map { try row.value($0) }
                #expect(found == Self.person(next))
                #expect(try row.flag("active"))
                next += 1
            }
            #expect(next == count + 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `no row is as good as none`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { tx in try tx.insert(into: "people", Self.columns, []) }
        #expect(try await storage.read { tx in try tx.count("SELECT COUNT(*) FROM people") } == 0)
    }

    @Test(arguments: TestEngine.allCases)
    func `one row that breaks a constraint undoes them all`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let twice = (1...500).flatMap(Self.person) + Self.person(250)
        await #expect {
            try await storage.write { tx in try tx.insert(into: "people", Self.columns, twice) }
        } throws: { error in
            if case .constraint(.unique, _) = error as? StorageFault { true } else { false }
        }
        try await storage.write { tx in try tx.insert(into: "people", Self.columns, Self.person(1)) }
        #expect(try await storage.read { tx in try tx.count("SELECT COUNT(*) FROM people") } == 1)
    }

    @Test(arguments: TestEngine.allCases)
    func `foreign keys hold`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        await #expect {
            try await storage.write { tx in try tx.insert(into: "people", ["id", "entity", "name"], [.integer(1), .integer(7), .text("Jan")]) }
        } throws: { error in
            if case .constraint(.foreignKey, _) = error as? StorageFault { true } else { false }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `half a row and what no engine can keep are refused`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        await #expect(throws: StorageFault.statement("rows of people are not whole")) {
            try await storage.write { tx in try tx.insert(into: "people", ["id", "name"], [.integer(1), .text("Jan"), .integer(2)]) }
        }
        await #expect(throws: StorageFault.unstorable("a text holds the character U+0000")) {
            try await storage.write { tx in try tx.insert(into: "people", ["id", "name"], [.integer(1), .text("J\0n")]) }
        }
    }
}
