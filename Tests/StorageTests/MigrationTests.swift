import Storage
import TestSupport
import Testing

@Suite struct MigrationTests {
    private let first = Migration("one", "CREATE TABLE one (id BIGINT)", "INSERT INTO one (id) VALUES (1)")
    private let second = Migration(
        "two", "CREATE TABLE two (id BIGINT); INSERT INTO two (id) SELECT id + 1 FROM one; INSERT INTO two (id) VALUES (9)")
    private let third = Migration("three", "INSERT INTO two (id) VALUES (\(3))")

    @Test(arguments: TestEngine.allCases)
    func `migrations run in order, each once`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try database.open()
        try await storage.migrate([first])
        try await storage.migrate([first, second, third])
        try await storage.migrate([first, second, third])
        let rows = try await storage.read { try $0.rows("SELECT id FROM two ORDER BY id") { try $0.integer("id") } }
        let names = try await storage.migrations()
        #expect(rows == [2, 3, 9])
        #expect(names == ["one", "two", "three"])
    }

    @Test(arguments: TestEngine.allCases)
    func `two starts at the same time migrate once`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storages = [try database.open(), try database.open()]
        let list = [first, second, third]
        try await withThrowingTaskGroup { group in
            for storage in storages { group.addTask { try await storage.migrate(list) } }
            try await group.waitForAll()
        }
        let rows = try await storages[1].read { try $0.count("SELECT COUNT(*) FROM two") }
        #expect(rows == 3)
    }

    @Test(arguments: TestEngine.allCases)
    func `a migration that fails halfway leaves nothing and stops the rest`(engine: TestEngine) async throws {
        let broken = Migration("broken", "CREATE TABLE half (id BIGINT)", "INSERT INTO one (id) VALUES (2)", "INSERT INTO nowhere (id) VALUES (1)")
        let database = TestDatabase(engine)
        let storage = try database.open()
        await #expect(throws: StorageFault.self) { try await storage.migrate([first, broken, second]) }
        let names = try await storage.migrations()
        let rows = try await storage.read { try $0.count("SELECT COUNT(*) FROM one") }
        #expect(names == ["one"])
        #expect(rows == 1)
        await #expect(throws: StorageFault.self) { try await storage.read { try $0.count("SELECT COUNT(*) FROM half") } }
        try await storage.migrate([first, second])
        #expect(try await storage.migrations() == ["one", "two"])
    }

    @Test(arguments: TestEngine.allCases)
    func `a database of a later version is refused`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try database.open()
        try await storage.migrate([first, second])
        await #expect(throws: StorageFault.migration(.unknown(name: "two"))) { try await storage.migrate([first]) }
        #expect(StorageFault.migration(.unknown(name: "two")).description.contains("two, unknown to this version"))
    }

    @Test(arguments: TestEngine.allCases)
    func `a migration cannot slip in before an applied one`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try database.open()
        try await storage.migrate([first, third].map { $0.name == "three" ? Migration("three") : $0 })
        await #expect(throws: StorageFault.migration(.outOfOrder(name: "two", after: "three"))) { try await storage.migrate([first, second, third]) }
        let names = try await storage.migrations()
        #expect(names == ["one", "three"])
    }

    @Test(arguments: TestEngine.allCases)
    func `two migrations of one name are refused`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try database.open()
        await #expect(throws: StorageFault.migration(.repeated(name: "one"))) { try await storage.migrate([first, second, first]) }
    }
}
