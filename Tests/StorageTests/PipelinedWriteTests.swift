import Storage
import TestSupport
import Testing

/// What is written without being counted may travel together.
@Suite struct PipelinedWriteTests {
    @Test(arguments: TestEngine.allCases)
    func `whatever is read afterwards knows of what was put, and so does the commit`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let during = try await storage.write { transaction in
            for id in 1...100 { try transaction.pipeline(id) }
            let count = try transaction.count("SELECT COUNT(*) FROM people")
            for id in 101...170 { try transaction.pipeline(id) }
            let renamed = try transaction.run("UPDATE people SET folded = 'x' WHERE id > 100")
            try transaction.pipeline(171)
            return [count, renamed]
        }
        let after = try await storage.read { try $0.count("SELECT COUNT(*) FROM people") }
        #expect(during == [100, 70])
        #expect(after == 171)
    }

    @Test(arguments: TestEngine.allCases)
    func `a constraint that is broken is told, and nothing is left`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        for asks in [true, false] {
            let fault = await #expect(throws: StorageFault.self) {
                try await storage.write { transaction in
                    for id in [1, 2, 1, 3] { try transaction.pipeline(id) }
                    if asks { _ = try transaction.count("SELECT COUNT(*) FROM people") }
                }
            }
            guard case .constraint(.unique, _)? = fault else {
                Issue.record(fault ?? .busy)
                continue
            }
        }
        try await storage.write { try $0.pipeline(4) }
        let names = try await storage.read { try $0.names() }
        #expect(names == ["4"])
    }

    @Test(arguments: TestEngine.allCases)
    func `rows that are being read are not lost to what is put meanwhile`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let seen = try await storage.write { transaction in
            for id in 1...5 { try transaction.pipeline(id) }
            var seen: [Int64] = []
            try transaction.each("SELECT id FROM people WHERE id < 10 ORDER BY id") { row in
                let id = try row.integer("id")
                seen.append(id)
                try transaction.pipeline(Int(id) + 100)
                if id == 3 { #expect(try transaction.count("SELECT COUNT(*) FROM people WHERE id > 100") == 3) }
            }
            return seen
        }
        let count = try await storage.read { try $0.count("SELECT COUNT(*) FROM people") }
        #expect(seen == [1, 2, 3, 4, 5])
        #expect(count == 10)
    }
}

extension Transaction {
    fileprivate borrowing func pipeline(_ id: Int) throws {
        try pipeline("INSERT INTO people (id, entity, name, folded) VALUES (\(id), 1, \("\(id)"), '')")
    }
}
