import FoundationEssentials

/// One step of the schema, applied once and recorded by its name.
package struct Migration: Sendable {
    package let name: String
    package let statements: [SQL]
    /// The only engine that needs it; nil when all do.
    private(set) var only: Dialect?

    /// A statement without values may hold several, separated by semicolons.
    package init(_ name: String, _ statements: SQL...) {
        self.init(name, statements: statements)
    }

    package init(_ name: String, statements: [SQL]) {
        self.name = name
        self.statements = statements
    }

    /// A step that PostgreSQL alone needs; elsewhere it is recorded and changes nothing.
    package init(onPostgreSQL name: String, _ statements: SQL...) {
        self.init(name, statements: statements)
        only = .postgreSQL
    }
}

extension Storage {
    /// Applies what is missing, in order, each in its own transaction, recorded in `migrations`.
    ///
    /// A failing migration leaves nothing of itself and stops the rest. Throws `StorageFault.migration` when the list does not fit what the database has
    /// had before: a migration it does not know, or a new one before an applied one.
    package func migrate(_ migrations: [Migration]) async throws {
        try Migrator.check(migrations.map(\.name))
        let applied = try await whenFree { try Migrator.prepare($0, for: migrations.map(\.name)) }
        for migration in migrations where !applied.contains(migration.name) {
            try await whenFree { try Migrator.apply(migration, in: $0, at: Date.now) }
        }
    }

    /// A write at a start: another node may be migrating or founding for longer than a writer waits for its lock.
    package func whenFree<T: Sendable>(
        _ lock: WriteLock = .alone, _ body: @escaping @Sendable (borrowing Transaction) throws -> T
    ) async throws -> T {
        let end = ContinuousClock.now + .seconds(600)
        while true {
            do { return try await write(lock, body) } catch StorageFault.busy where ContinuousClock.now < end { continue }
        }
    }

    /// The names of the applied migrations, in order.
    package func migrations() async throws -> [String] {
        try await read { try Migrator.applied($0) }
    }
}

enum Migrator {
    static let table = "migrations"

    static func check(_ names: [String]) throws {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            throw StorageFault.migration(.repeated(name: name))
        }
    }

    /// - Returns: the names of those that were applied before.
    static func prepare(_ transaction: borrowing Transaction, for names: [String]) throws -> Set<String> {
        try createTable(transaction)
        let applied = try applied(transaction)
        try check(applied, against: names)
        return Set(applied)
    }

    private static func createTable(_ transaction: borrowing Transaction) throws {
        try transaction.run(
            """
            CREATE TABLE IF NOT EXISTS migrations (
                name TEXT NOT NULL PRIMARY KEY,
                position BIGINT NOT NULL UNIQUE,
                applied BIGINT NOT NULL
            )
            """)
    }

    /// Whether what a database has had is the beginning of a list.
    static func check(_ applied: [String], against names: [String]) throws {
        if let unknown = applied.first(where: { !names.contains($0) }) {
            throw StorageFault.migration(.unknown(name: unknown))
        }
        for (name, known) in zip(names, applied) where name != known {
            throw StorageFault.migration(.outOfOrder(name: name, after: known))
        }
    }

    static func applied(_ transaction: borrowing Transaction) throws -> [String] {
        try transaction.rows("SELECT name FROM migrations ORDER BY position") { try $0.text("name") }
    }

    /// Looks again inside its own transaction: another process may have started at the same time.
    static func apply(_ migration: Migration, in transaction: borrowing Transaction, at date: Date) throws {
        guard try transaction.count("SELECT COUNT(*) FROM migrations WHERE name = \(migration.name)") == 0 else { return }
        try run(migration, in: transaction)
        try transaction.run(
            """
            INSERT INTO migrations (name, position, applied)
            SELECT \(migration.name), COALESCE(MAX(position), 0) + 1, \(date) FROM migrations
            """)
    }

    /// Makes in one transaction, where there is nothing yet, what a database looks like that has had these. Nothing is recorded.
    static func make(_ migrations: [Migration], in transaction: borrowing Transaction) throws {
        try createTable(transaction)
        for migration in migrations { try run(migration, in: transaction) }
    }

    private static func run(_ migration: Migration, in transaction: borrowing Transaction) throws {
        let isMeant = migration.only.map { $0 == transaction.connection.dialect } ?? true
        for statement in migration.statements where isMeant {
            if statement.values.isEmpty {
                try transaction.connection.script(statement)
            } else {
                try transaction.run(statement)
            }
        }
    }
}
