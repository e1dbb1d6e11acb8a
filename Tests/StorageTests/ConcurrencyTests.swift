import Dispatch
import Storage
import TestSupport
import Testing

@Suite struct ConcurrencyTests {
    @Test(arguments: TestEngine.allCases)
    func `readers see the last commit while a writer is at work`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { try $0.add(1, "Sofie Peeters") }

        let (written, report) = AsyncStream<Void>.makeStream()
        let goOn = DispatchSemaphore(value: 0)
        let writer = Task {
            try await storage.write { transaction in
                try transaction.add(2, "Jan Vermeulen")
                report.finish()
                #expect(goOn.wait(timeout: .now() + 20) == .success)
            }
        }
        for await _ in written {}
        let during = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { try await storage.read { try $0.count("SELECT COUNT(*) FROM people") } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        goOn.signal()
        try await writer.value
        let after = try await storage.read { try $0.count("SELECT COUNT(*) FROM people") }
        #expect(during == [1, 1, 1, 1])
        #expect(after == 2)
    }

    @Test(arguments: TestEngine.allCases)
    func `a reader keeps its snapshot while others commit`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let (started, report) = AsyncStream<Void>.makeStream()
        let goOn = DispatchSemaphore(value: 0)
        let reader = Task {
            try await storage.read { transaction in
                let before = try transaction.count("SELECT COUNT(*) FROM people")
                report.finish()
                #expect(goOn.wait(timeout: .now() + 20) == .success)
                return [before, try transaction.count("SELECT COUNT(*) FROM people")]
            }
        }
        for await _ in started {}
        try await storage.write { try $0.add(1, "Sofie Peeters") }
        goOn.signal()
        let counts = try await reader.value
        #expect(counts == [0, 0])
    }

    @Test(arguments: TestEngine.allCases)
    func `a cancelled task leaves nothing, and the next one works`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let (written, report) = AsyncStream<Void>.makeStream()
        let writer = Task {
            try await storage.write { transaction in
                try transaction.add(1, "Sofie Peeters")
                report.finish()
                // Without an end, but for the cancellation.
                _ = try transaction.count("WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT COUNT(*) FROM numbers")
            }
        }
        for await _ in written {}
        writer.cancel()
        await #expect(throws: CancellationError.self) { try await writer.value }
        try await storage.write { try $0.add(2, "Jan Vermeulen") }
        let names = try await storage.read { try $0.names() }
        #expect(names == ["Jan Vermeulen"])
    }

    @Test(arguments: TestEngine.allCases)
    func `writers take turns, also from two openings`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storages = [try await database.openTown(), try database.open()]
        _ = try await storages[0].write { try $0.run("INSERT INTO entities (id, name) VALUES (2, '0')") }
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    try await storages[number % 2].write { transaction in
                        let value = try transaction.row("SELECT name FROM entities WHERE id = 2") { try $0.text("name") }
                        let next = (value.flatMap { Int($0) } ?? 0) + 1
                        try transaction.run("UPDATE entities SET name = \("\(next)") WHERE id = 2")
                    }
                }
            }
            try await group.waitForAll()
        }
        let value = try await storages[0].read { try $0.row("SELECT name FROM entities WHERE id = 2") { try $0.text("name") } }
        #expect(value == "40")
    }

    /// As positions in a ledger are given.
    @Test(arguments: TestEngine.allCases, [true, false])
    func `numbers given by writers at once have no gap, whoever of them fails, and whoever sees one sees all before`(
        engine: TestEngine, areAlone: Bool
    ) async throws {
        struct Declined: Error {}
        let database = TestDatabase(engine)
        let storages = [try await database.openTown(), try database.open()]
        let given = try await withThrowingTaskGroup(of: Int?.self) { group in
            for number in 0..<120 {
                let storage = storages[engine == .postgreSQL ? number % 2 : 0]
                group.addTask {
                    do {
                        return try await storage.write(areAlone ? .alone : .about(Int64(number))) { transaction in
                            try transaction.lock(about: -1)
                            let next = try transaction.count("SELECT COALESCE(MAX(id), 0) + 1 FROM people")
                            try transaction.add(Int64(next), "Number \(next)")
                            if number % 5 == 0 { throw Declined() }
                            return next
                        }
                    } catch is Declined { return nil }
                }
                group.addTask {
                    let (count, last) = try await storage.read {
                        (try $0.count("SELECT COUNT(*) FROM people"), try $0.count("SELECT COALESCE(MAX(id), 0) FROM people"))
                    }
                    #expect(count == last)
                    return nil
                }
            }
            return try await group.reduce(into: [Int]()) { if let number = $1 { $0.append(number) } }
        }
        #expect(given.sorted() == Array(1...96))
    }
}
