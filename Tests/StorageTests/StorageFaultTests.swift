import Storage
import TestSupport
import Testing

@Suite struct StorageFaultTests {
    private static let broken: [(SQL, StorageFault.ConstraintKind, String)] = [
        ("INSERT INTO people (id, entity, name) VALUES (2, 1, \("Fatima El Amrani"))", .unique, "people"),
        ("INSERT INTO people (id, name) VALUES (1, \("Lucas Martens"))", .unique, "people"),
        ("INSERT INTO people (id, entity, name) VALUES (3, 9, \("Lucas Martens"))", .foreignKey, ""),
        ("INSERT INTO people (id, name, active) VALUES (4, \("Lucas Martens"), 2)", .check, "active"),
        ("INSERT INTO people (id, name) VALUES (5, \(nil as String?))", .notNull, "name"),
        ("UPDATE people SET name = NULL", .notNull, "name"),
        ("DELETE FROM entities", .foreignKey, ""),
    ]

    @Test(arguments: TestEngine.allCases)
    func `a broken constraint tells its kind and its name, and no value`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { try $0.add(1, "Fatima El Amrani") }
        for (sql, kind, name) in Self.broken {
            await #expect {
                try await storage.write { try $0.run(sql) }
            } throws: { error in
                guard case .constraint(kind, let found)? = error as? StorageFault else { return false }
                return (name.isEmpty || found.contains(name)) && !"\(error)".contains("Fatima") && !"\(error)".contains("Lucas")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `SQL the engine does not understand is a fault without its values`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        await #expect {
            try await storage.read { try $0.rows("SELEKT name FROM people WHERE name = \("Karl Weber")") { try $0.text("name") } }
        } throws: { error in
            guard case .statement? = error as? StorageFault else { return false }
            return !"\(error)".contains("Karl")
        }
    }

    @Test func `a place where no file can be made is refused`() {
        #expect {
            try Storage(.sqlite(path: "/proc/chatelaine/chatelaine.db"))
        } throws: { error in
            if case .unavailable = error as? StorageFault { true } else { false }
        }
    }
}
