import Foundation
import Storage
import TestSupport
import Testing

@Suite struct TransactionTests {
    @Test(arguments: TestEngine.allCases)
    func `what was written is there after the database is opened again`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { try $0.add(1, "Sofie Peeters") }
        try storage.close()
        let names = try await database.open().read { try $0.names() }
        #expect(names == ["Sofie Peeters"])
    }

    @Test(arguments: TestEngine.allCases)
    func `a transaction that throws leaves nothing`(engine: TestEngine) async throws {
        struct ChangedMind: Error {}
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        await #expect(throws: ChangedMind.self) {
            try await storage.write { transaction in
                try transaction.add(1, "Jan Vermeulen")
                throw ChangedMind()
            }
        }
        let count = try await storage.read { try $0.count("SELECT COUNT(*) FROM people") }
        #expect(count == 0)
    }

    @Test(arguments: TestEngine.allCases)
    func `a transaction that returns gives its value`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let count = try await storage.write { transaction in
            try transaction.add(1, "Jan Vermeulen")
            return try transaction.count("SELECT COUNT(*) FROM people")
        }
        #expect(count == 1)
    }

    @Test(arguments: TestEngine.allCases)
    func `a read writes nothing`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        await #expect(throws: StorageFault.self) {
            try await storage.read { try $0.add(1, "Jan Vermeulen") }
        }
        let names = try await storage.read { try $0.names() }
        #expect(names.isEmpty)
    }

    @Test(arguments: TestEngine.allCases)
    func `running tells how many rows changed`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let changed = try await storage.write { transaction in
            try transaction.add(1, "Jan Vermeulen")
            try transaction.add(2, "Pieter Claes")
            return [
                try transaction.run("UPDATE people SET active = \(false)"),
                try transaction.run("UPDATE people SET active = \(true) WHERE id = \(9)"),
                try transaction.run("CREATE TABLE senders (id BIGINT)"),
                try transaction.run("DELETE FROM people WHERE id = \(1)"),
            ]
        }
        #expect(changed == [2, 0, 0, 1])
    }

    @Test(arguments: TestEngine.allCases)
    func `the first row is enough`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let (first, none) = try await storage.write { transaction in
            try transaction.add(1, "Jan Vermeulen")
            try transaction.add(2, "Pieter Claes")
            return (
                try transaction.row("SELECT name FROM people ORDER BY id") { try $0.text("name") },
                try transaction.row("SELECT name FROM people WHERE id = \(9)") { try $0.text("name") }
            )
        }
        #expect(first == "Jan Vermeulen")
        #expect(none == nil)
    }

    @Test(arguments: TestEngine.allCases)
    func `an insert returns what it inserted and is committed`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let id = try await storage.write { transaction in
            try transaction.row("INSERT INTO people (id, name) VALUES (\(7), \("Karl Weber")), (\(8), \("Jan Vermeulen")) RETURNING id") {
                try $0.integer("id")
            }
        }
        let names = try await storage.read { try $0.names() }
        #expect(id == 7)
        #expect(names == ["Karl Weber", "Jan Vermeulen"])
    }

    @Test(arguments: TestEngine.allCases)
    func `the same query may be asked while its rows are read`(engine: TestEngine) async throws {
        @Sendable func countdown(_ from: Int, _ transaction: borrowing Transaction) throws -> [String] {
            guard from > 0 else { return [] }
            var found: [String] = []
            try transaction.each("SELECT name FROM people WHERE id <= \(from) ORDER BY id DESC") { row in
                found.append(try row.text("name") + "\(from)")
                found += try countdown(from - 1, transaction)
            }
            return found
        }
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let found = try await storage.write { transaction in
            try transaction.add(1, "a")
            try transaction.add(2, "b")
            return try countdown(2, transaction)
        }
        #expect(found == ["b2", "a1", "a2", "a1"])
    }

    @Test(arguments: TestEngine.allCases)
    func `many rows are read one by one`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let (seen, sum) = try await storage.write { transaction in
            try transaction.run(
                """
                INSERT INTO people (id, name)
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000) SELECT n, 'person ' || n FROM numbers
                """)
            var seen = 0
            var sum: Int64 = 0
            try transaction.each("SELECT id, name FROM people ORDER BY id") { (row: Columns) throws -> Void in
                seen += 1
                sum += try row.integer("id")
                #expect(try row.text("name").hasPrefix("person "))
            }
            return (seen, sum)
        }
        #expect(seen == 100_000)
        #expect(sum == 5_000_050_000)
    }

    @Test(arguments: TestEngine.allCases)
    func `an error stops the reading of rows`(engine: TestEngine) async throws {
        struct Enough: Error {}
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let seen = try await storage.write { transaction in
            for id in 1...5 { try transaction.add(Int64(id), "person \(id)") }
            var seen = 0
            #expect(throws: Enough.self) {
                try transaction.each("SELECT id FROM people") { _ in
                    seen += 1
                    if seen == 2 { throw Enough() }
                }
            }
            return seen
        }
        #expect(seen == 2)
    }

    @Test(arguments: TestEngine.allCases)
    func `a closed database says so`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try storage.close()
        await #expect {
            try await storage.read { try $0.names() }
        } throws: { error in
            if case .unavailable = error as? StorageFault { true } else { false }
        }
    }

    @Test func `a temporary database leaves no file`() async throws {
        let storage = try Storage(.temporary)
        try await storage.migrate([town])
        let path = try await storage.read { try $0.row("SELECT file FROM pragma_database_list") { try $0.text("file") } }
        let file = try #require(path)
        #expect(FileManager.default.fileExists(atPath: file))
        try storage.close()
        #expect(!FileManager.default.fileExists(atPath: file))
        let directory = URL(filePath: file).deletingLastPathComponent().path
        #expect(!FileManager.default.fileExists(atPath: directory))
    }
}
