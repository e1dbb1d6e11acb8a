import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isWanted)) struct PostgreSQLTests {
    private let database = TestDatabase(.postgreSQL)

    @Test func `whole numbers are integers whatever their type, truth is 0 or 1, and the rest is refused`() async throws {
        let storage = try database.open()
        let numbers = try await storage.read { transaction in
            try transaction.row(
                """
                SELECT 1 AS small, LENGTH('abc') AS length, 1 = 1 AS yes, 1 = 2 AS no, CAST(2 AS SMALLINT) AS smaller, SUM(n) AS sum, 0::NUMERIC AS zero,
                       9223372036854775807::NUMERIC AS largest, -9223372036854775808::NUMERIC AS least, -120000::NUMERIC AS round
                FROM (VALUES (10000::BIGINT), (1::BIGINT)) AS numbers (n)
                """
            ) { row in
                try ["small", "length", "yes", "no", "smaller", "sum", "zero", "largest", "least", "round"].map { try row.integer($0) }
            }
        }
        #expect(numbers == [1, 3, 1, 0, 2, 10_001, 0, .max, .min, -120_000])
        let others: [SQL] = [
            "SELECT 9223372036854775808::NUMERIC AS n", "SELECT 1.5 AS n", "SELECT 2.0 AS n", "SELECT 1::FLOAT AS n", "SELECT 'NaN'::NUMERIC AS n",
        ]
        for other in others {
            await #expect(throws: StorageFault.self) { try await storage.read { try $0.row(other) { try $0.value("n") } } }
        }
    }

    @Test func `of two columns with one name the left one is meant`() async throws {
        let storage = try await database.openTown()
        let found = try await storage.read {
            try $0.row("SELECT 1 AS a, 2 AS b, 3 AS a, 4 AS c") { [try $0.integer("b"), try $0.integer("a"), try $0.integer("c")] }
        }
        #expect(found == [2, 1, 4])
    }

    @Test func `statements with long lists of keys are answered wherever they stand, and not kept`() async throws {
        let storage = try await database.openTown()
        let keys = Array(Int64(0)...2000)
        let (counts, renamed, kept) = try await storage.write { transaction in
            for id in 1...3 { try transaction.add(Int64(id), "\(id)") }
            let first = try transaction.count("SELECT COUNT(*) FROM people WHERE id IN \(list: keys)")
            try transaction.pipeline("UPDATE people SET folded = 'x' WHERE id IN \(list: keys)")
            try transaction.pipeline("DELETE FROM people WHERE id IN \(list: keys.dropFirst(3))")
            // Together with what was put.
            let second = try transaction.count("SELECT COUNT(*) FROM people WHERE id IN \(list: keys) AND folded = 'x'")
            let renamed = try transaction.run("UPDATE people SET folded = 'y' WHERE id IN \(list: keys)")
            return ([first, second], renamed, try transaction.count("SELECT COUNT(*) FROM pg_prepared_statements WHERE LENGTH(statement) > 4096"))
        }
        #expect(counts == [3, 2])
        #expect(renamed == 2)
        #expect(kept == 0)
    }

    @Test func `more statements than are kept prepared`() async throws {
        let storage = try await database.openTown()
        let sums = try await storage.read { transaction in
            try (Array(1...600) + Array(1...600)).map { length in
                try transaction.count("SELECT COUNT(*) FROM entities WHERE id IN \(list: Array(1...length))")
            }
        }
        #expect(sums == Array(repeating: 1, count: 1200))
    }

    @Test func `one statement with and without a value`() async throws {
        let storage = try await database.openTown()
        let counts = try await storage.write { transaction in
            try transaction.add(1, "Sofie Peeters")
            return try ([nil, 1, nil, 2] as [Int64?]).map {
                try transaction.count("SELECT COUNT(*) FROM people WHERE entity IS NOT DISTINCT FROM \($0)")
            }
        }
        #expect(counts == [0, 1, 0, 0])
    }

    @Test func `a transaction undone because of another one is run again`() async throws {
        let storage = try await database.openTown()
        let runs = Mutex(0)
        try await storage.write { transaction in
            let run = runs.withLock {
                $0 += 1; return $0
            }
            try transaction.add(Int64(run), "person \(run)")
            if run < 3 { try transaction.run("DO 'BEGIN RAISE EXCEPTION USING ERRCODE = ''40001''; END'") }
        }
        #expect(try await storage.read { try $0.names() } == ["person 3"])

        runs.withLock { $0 = 0 }
        await #expect(throws: StorageFault.busy) {
            try await storage.write { transaction in
                runs.withLock { $0 += 1 }
                try transaction.run("DO 'BEGIN RAISE EXCEPTION USING ERRCODE = ''40P01''; END'")
            }
        }
        #expect(runs.withLock { $0 } == 5)
    }

    @Test func `a fault that nobody minded undoes the transaction all the same`() async throws {
        let storage = try await database.openTown()
        await #expect {
            try await storage.write { transaction in
                try transaction.add(1, "Jan Vermeulen")
                try? transaction.add(1, "Jan Vermeulen")
                _ = try? transaction.names()
            }
        } throws: { error in
            if case .constraint(.unique, name: "people_pkey")? = error as? StorageFault { true } else { false }
        }
        #expect(try await storage.read { try $0.names() } == [])
    }

    @Test func `a table that changed under a prepared statement`() async throws {
        let storage = try await database.openTown()
        for _ in 0..<3 { _ = try await storage.read { try $0.rows("SELECT * FROM entities") { try $0.text("name") } } }
        try await storage.migrate([town, Migration("numbers", "ALTER TABLE entities ADD number TEXT NOT NULL DEFAULT '0403.000.025'")])
        let numbers = try await storage.read { try $0.rows("SELECT * FROM entities") { try $0.text("number") } }
        #expect(numbers == ["0403.000.025"])
    }

    @Test func `a task that is cancelled while it waits for its turn lets the others go on`() async throws {
        let storage = try await database.openTown()
        let goOn = DispatchSemaphore(value: 0)
        let (written, report) = AsyncStream<Void>.makeStream()
        let first = Task {
            try await storage.write { transaction in
                try transaction.add(1, "Sofie Peeters")
                report.finish()
                #expect(goOn.wait(timeout: .now() + 300) == .success)
            }
        }
        for await _ in written {}
        let second = Task { try await storage.write { try $0.add(2, "Jan Vermeulen") } }
        try await Task.sleep(for: .milliseconds(100))
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        goOn.signal()
        try await first.value
        #expect(try await storage.read { try $0.names() } == ["Sofie Peeters"])
    }

    @Test func `a writer whose turn does not come is told that the database is busy`() async throws {
        let storage = try await database.openTown()
        let goOn = DispatchSemaphore(value: 0)
        let (written, report) = AsyncStream<Void>.makeStream()
        let first = Task {
            try await storage.write { transaction in
                try transaction.add(1, "Sofie Peeters")
                report.finish()
                #expect(goOn.wait(timeout: .now() + 30) == .success)
            }
        }
        for await _ in written {}
        await #expect(throws: StorageFault.busy) { try await storage.write { try $0.add(2, "Jan Vermeulen") } }
        goOn.signal()
        try await first.value
    }

    @Test func `a prefix search and a keyset page use the index`() async throws {
        let storage = try await database.openTown()
        let plans = try await storage.read { transaction in
            try transaction.run("SET LOCAL enable_seqscan TO off")
            let queries: [SQL] = [
                "EXPLAIN SELECT id FROM people WHERE \(Folding.starts("folded", with: "Peet"))",
                "EXPLAIN SELECT id FROM people WHERE (folded, id) > (\("peet"), \(1)) ORDER BY folded, id LIMIT 26",
            ]
            return try queries.map { try transaction.rows($0) { try $0.text("QUERY PLAN") }.joined(separator: " ") }
        }
        for plan in plans {
            #expect(plan.contains("people_folded") && plan.contains("Index Cond"))
            #expect(!plan.contains("Sort"))
        }
    }
}
