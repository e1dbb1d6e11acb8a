import Storage
import TestSupport

/// Entities and people, with one constraint of each kind.
let town = Migration(
    "town",
    """
    CREATE TABLE entities (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE)
    """,
    """
    CREATE TABLE people (
        id BIGINT NOT NULL PRIMARY KEY,
        entity BIGINT REFERENCES entities (id),
        name TEXT NOT NULL,
        folded TEXT,
        ssin BYTEA,
        seen BIGINT,
        active BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
    )
    """,
    "CREATE UNIQUE INDEX people_name ON people (entity, name) WHERE active = 1",
    "CREATE INDEX people_folded ON people (folded, id)",
    "INSERT INTO entities (id, name) VALUES (1, 'Zorghuis De Linde vzw')"
)

extension TestDatabase {
    /// Opened, with the tables of `town`.
    func openTown() async throws -> Storage {
        let storage = try open()
        try await storage.migrate([town])
        return storage
    }
}

extension Transaction {
    borrowing func add(_ id: Int64, _ name: String) throws {
        try run("INSERT INTO people (id, entity, name, folded) VALUES (\(id), 1, \(name), \(Folding.fold(name)))")
    }

    borrowing func names() throws -> [String] {
        try rows("SELECT name FROM people ORDER BY id") { try $0.text("name") }
    }
}
