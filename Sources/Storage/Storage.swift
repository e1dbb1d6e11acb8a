/// The narrow door to the database. Everything read or written goes through one transaction (DESIGN §4).
package struct Storage: Sendable {
    private let engine: any Engine
    package let readers: PoolMeter
    package let writers: PoolMeter

    /// Opens the database. A file of SQLite and its directory are created when they are missing, readable by their owner only; a database of PostgreSQL
    /// must exist and sort texts by code point.
    package init(_ database: DatabaseURL) throws {
        switch database {
        case .sqlite(let path): engine = try SQLiteEngine(path: path)
        case .postgreSQL(let address): engine = try PostgreSQLEngine(address)
        case .temporary: engine = try SQLiteEngine.temporary()
        }
        readers = PoolMeter(size: database.turns.readers)
        writers = PoolMeter(size: database.turns.writers)
    }

    /// One transaction, committed and durable when this returns, rolled back when `body` throws or the task is cancelled.
    /// Writers take turns: nothing read inside has changed before the commit.
    /// An engine may run `body` again after undoing what it did, so what `body` does elsewhere must bear that.
    package func write<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await writers.transaction { begins in
            try await engine.write { tx in
                begins()
                return try body(tx)
            }
        }
    }

    /// A read-only snapshot: what is committed when it starts, and never less. Readers wait for nobody.
    package func read<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await readers.transaction { begins in
            try await engine.read { tx in
                begins()
                return try body(tx)
            }
        }
    }

    /// Gives something whenever a transaction that announced itself was committed, here or on another node, and whenever some may have been missed.
    /// Several may be told as one, and a connection that died unnoticed tells nothing: look from time to time as well. A file has one node only,
    /// and never tells anything.
    package func announcements() -> AsyncStream<Void> { engine.announcements() }

    /// Closes files and connections. Whatever is asked afterwards throws `StorageFault.unavailable`.
    package func close() throws { try engine.close() }
}

extension DatabaseURL {
    /// How many transactions of each kind its engine runs at once.
    fileprivate var turns: (readers: Int, writers: Int) {
        switch self {
        case .sqlite, .temporary: (SQLiteEngine.readers, 1)
        case .postgreSQL(let address): (address.readers, address.writers)
        }
    }
}
