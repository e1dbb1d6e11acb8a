import Foundation
import Rules
import Sample
import TestSupport
import Testing

@testable import Server
@testable import Storage

/// `chatelaine copy`: from either engine to either.
@Suite struct RelocationTests {
    static let ways: [(TestEngine, TestEngine)] = TestEngine.allCases.flatMap { one in TestEngine.allCases.map { (one, $0) } }

    @Test(arguments: ways) func `every row arrives, and the same root is verified on both sides`(from: TestEngine, to: TestEngine) async throws {
        let (original, copy) = (try await HouseDatabase.make(from), try await HouseDatabase.make(to))
        let (here, there) = (try await original.open(), try await copy.open())
        try await here.write { tx in
            try tx.found(Town.world(), password: "hash", at: Town.opening)
            try tx.run("INSERT INTO sign_in_failures (digest, failures, last_at) VALUES (\([0, 0xFF] as [UInt8]), \(Int.max), \(Int64.min))")
        }
        let head = try await Relocation.copy(from: "\(original.url())", to: "\(copy.url())")
        // The keys go along.
        let sealer = try await here.read { tx in try tx.sealer }
        for storage in [here, there.sealing(with: sealer)] {
            let verified = try await storage.read { tx in try Verification(checkpoint: nil).run(tx) }
            #expect(verified == head)
        }
        #expect(head.size == Int64(try Town.world().acts.count))
        let (one, other) = (try await here.read { tx in try Self.rows(tx) }, try await there.read { tx in try Self.rows(tx) })
        #expect(one == other)
        #expect(one.count > 300)
    }

    @Test(arguments: TestEngine.allCases) func `a database with rows in it is refused and left alone`(engine: TestEngine) async throws {
        let (original, copy) = (try await HouseDatabase.make(), try await HouseDatabase.make(engine))
        let (here, there) = (try await original.open(), try await copy.open())
        try await here.write { tx in try tx.found(Town.world(), password: nil, at: Town.opening) }
        try await there.write { tx in try tx.add(Town.marieCollard) }
        await #expect(throws: RowsInTheWay(table: "ledger")) { try await Relocation.copy(from: "\(original.url())", to: "\(copy.url())") }
        #expect(try await there.read { tx in try tx.count("SELECT COUNT(*) FROM people") } == 1)
    }

    @Test(arguments: TestEngine.allCases) func `a copy that fails halfway leaves nothing`(engine: TestEngine) async throws {
        let (original, copy) = (try await HouseDatabase.make(), try await HouseDatabase.make(engine))
        let (here, there) = (try await original.open(), try await copy.open())
        try await here.write { tx in try tx.found(Town.world(), password: nil, at: Town.opening) }
        try await here.write { tx in
            try tx.run("UPDATE ledger SET frontier = \([UInt8](repeating: 0, count: 8))")
        }
        await #expect(throws: BrokenLedger.self) { try await Relocation.copy(from: "\(original.url())", to: "\(copy.url())") }
        #expect(try await there.read { tx in try Schema.tables.filter { try !tx.isEmpty($0) }.map(\.name) } == [])
    }

    @Test func `only what is there and migrated is copied`() async throws {
        let copy = try await HouseDatabase.make()
        let absent = copy.directory.appending(path: "absent.db").path
        await #expect(throws: WrongOption.self) { try await Relocation.copy(from: "sqlite:\(absent)", to: "\(copy.url())") }
        #expect(!FileManager.default.fileExists(atPath: absent))
        await #expect(throws: WrongOption.self) { try await Relocation.copy(from: "temporary", to: "\(copy.url())") }
    }

    @Test func `the list has every table and column, those that others refer to first`() async throws {
        let storage = try Storage(.temporary)
        try await storage.migrate(Schema.migrations)
        #expect(
            Set(try MadeTable.made(by: Schema.migrations).map { "\($0.name) \($0.columns)" }) == Set(Schema.tables.map { "\($0.name) \($0.columns)" })
        )
        let columns = try await storage.read { tx in
            try tx.rows(
                """
                SELECT t.name AS owner, c.name AS name FROM sqlite_master t JOIN pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'migrations'
                """
            ) { "\(try $0.text("owner")).\(try $0.text("name"))" }
        }
        let listed = Schema.tables.flatMap { table in table.columns.map { "\(table).\($0)" } }
        #expect(Set(listed).symmetricDifference(columns) == [])
        let references = try await storage.read { tx in
            try tx.rows(
                """
                SELECT t.name AS owner, r."table" AS target FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) r WHERE t.type = 'table'
                """
            ) { (from: try $0.text("owner"), to: try $0.text("target")) }
        }
        let names = Schema.tables.map(\.name)
        #expect(references.count > 20)
        for (from, to) in references {
            let (one, other) = (names.firstIndex(of: from) ?? -1, names.firstIndex(of: to) ?? .max)
            #expect(one > other, "\(from) refers to \(to)")
        }
    }

    /// Every row of every table, as one text each.
    private static func rows(_ tx: borrowing Transaction) throws -> Set<String> {
        var rows: Set<String> = []
        for table in try MadeTable.made(by: Schema.migrations) { try tx.each(table) { rows.insert("\(table.name) \($0)") } }
        return rows
    }
}
