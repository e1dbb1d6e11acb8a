import Foundation
import Storage
import TestSupport
import Testing

@Suite struct SQLiteTests {
    @Test func `commits are synced to the disk and foreign keys are watched`() async throws {
        let database = TestDatabase(.sqlite)
        let storage = try database.open()
        let (synchronous, foreignKeys, timeout) = try await storage.write { transaction in
            (
                try transaction.count("PRAGMA synchronous"), try transaction.count("PRAGMA foreign_keys"),
                try transaction.count("PRAGMA busy_timeout")
            )
        }
        let journal = try await storage.read { try $0.row("PRAGMA journal_mode") { try $0.text("journal_mode") } }
        #expect(synchronous == 2)
        #expect(foreignKeys == 1)
        #expect(timeout >= 1000)
        #expect(journal == "wal")
    }

    /// The files as they lie on the disk when the process dies without closing.
    @Test func `what was committed survives a crash, and what was not is gone`() async throws {
        let database = TestDatabase(.sqlite)
        let copy = TestDatabase(.sqlite)
        let storage = try await database.openTown()
        try await storage.write { try $0.add(1, "Sofie Peeters") }
        try await storage.write { transaction in
            try transaction.add(2, "Jan Vermeulen")
            try FileManager.default.copyItem(atPath: database.directory, toPath: copy.directory)
        }
        let names = try await copy.open().read { try $0.names() }
        #expect(names == ["Sofie Peeters"])
    }

    @Test func `statements with long lists of keys are not kept`() async throws {
        let storage = try await TestDatabase(.sqlite).openTown()
        // A statement for each of 2000 keys takes a hundred kilobytes and more.
        let kept = try await storage.write { transaction in
            for most in [Int64(2000), 2001, 2002] {
                _ = try transaction.count("SELECT COUNT(*) FROM migrations WHERE position IN \(list: Array(0...most))")
            }
            return try transaction.count("SELECT COUNT(*) FROM sqlite_stmt WHERE mem > 100000")
        }
        #expect(kept == 0)
    }

    @Test func `the files are for their owner only`() async throws {
        let database = TestDatabase(.sqlite)
        let storage = try await database.openTown()
        func permissions(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: database.directory + path)[.posixPermissions] as? Int
        }
        #expect(try permissions("/deep") == 0o700)
        #expect(try permissions("/deep/chatelaine.db") == 0o600)
        #expect(try permissions("/deep/chatelaine.db-wal") == 0o600)
        try storage.close()
    }

    @Test func `a prefix search uses the index`() async throws {
        let database = TestDatabase(.sqlite)
        let storage = try await database.openTown()
        let plan = try await storage.read { transaction in
            try transaction.rows("EXPLAIN QUERY PLAN SELECT id FROM people WHERE \(Folding.starts("folded", with: "Peet"))") { try $0.text("detail") }
        }
        #expect(plan.joined().contains("people_folded (folded>? AND folded<?)"))
    }

    @Test func `a keyset page uses the index`() async throws {
        let database = TestDatabase(.sqlite)
        let storage = try await database.openTown()
        let plan = try await storage.read { transaction in
            try transaction.rows("EXPLAIN QUERY PLAN SELECT id FROM people WHERE (folded, id) > (\("peet"), \(1)) ORDER BY folded, id LIMIT 26") {
                try $0.text("detail")
            }
        }
        #expect(plan.joined().contains("people_folded"))
        #expect(!plan.joined().contains("TEMP B-TREE"))
    }
}
