/// The narrow door to the database. Everything read or written goes through one transaction (DESIGN §4).
package struct Storage: Sendable {
    let engine: any Engine
    private var sealer: Sealer?
    private var unauthentic: UnauthenticRows?
    private var newest: (any NewestRows)?
    package let readers: PoolMeter
    package let writers: PoolMeter
    /// Nil without a replica.
    package let replicaReaders: PoolMeter?

    /// Where the file of the database lies and grows; nil where it is no file that is kept, or it is only read.
    package let directory: String?
    /// The file that was opened; nil of PostgreSQL.
    private let file: (path: String, identity: SQLiteFile.Identity?)?
    /// Whether the file that was opened is still where it was: otherwise what is written is lost with it.
    package var isInPlace: Bool { file.map { SQLiteFile.Identity(of: $0.path) == $0.identity } ?? true }

    /// Opens the database. A file of SQLite and its directory are created when they are missing, readable by their owner only; a database of PostgreSQL
    /// must exist and sort texts by code point. It may have a replica, which need not be there yet.
    ///
    /// - Parameter scans: told of each statement that read a table from end to end, and how many rows of it; by SQLite alone.
    package init(_ database: DatabaseURL, replica: DatabaseURL? = nil, scans: TableScans? = nil) throws {
        var copy: PostgreSQLAddress?
        if let replica {
            guard case .postgreSQL(let address) = replica, case .postgreSQL = database else { throw InvalidDatabaseURL.replica }
            copy = address
        }
        if case .sqlite(let path) = database {
            directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        } else {
            directory = nil
        }
        switch database {
        case .sqlite(let path): engine = try SQLiteEngine(path: path, scans: scans)
        case .postgreSQL(let address): engine = try PostgreSQLEngine(address, replica: copy)
        case .temporary: engine = try SQLiteEngine.temporary()
        }
        if case .sqlite(let path) = database { file = (path, SQLiteFile.Identity(of: path)) } else { file = nil }
        readers = PoolMeter(size: database.sizes.readers)
        writers = PoolMeter(size: database.sizes.writers)
        replicaReaders = copy.map { PoolMeter(size: $0.connections) }
    }

    /// Opens a database to read it. One of SQLite whose file or directory cannot be written is read as it stands: then nobody may be writing to it.
    /// - Parameter isServed: whether somebody does.
    package init(reading database: DatabaseURL, isServed: Bool) throws {
        guard case .sqlite(let path) = database, SQLiteStill.isNeeded(for: path) else {
            try self.init(database)
            return
        }
        guard !isServed else {
            throw StorageFault.unavailable("a server uses \(path), and this account may not write there; read it as the server's account")
        }
        self.init(try SQLiteStill(path: path))
    }

    /// Opens a file of SQLite that nobody changes as it stands: nothing is written to it or beside it, and what stands beside it is no part of it.
    package init(still path: String) throws { self.init(try SQLiteStill(path: path)) }

    /// The same storage, in whose transactions personal data is sealed and opened with these keys, and rows carry codes made with them.
    /// - Parameter unauthentic: told of rows whose codes are not theirs.
    package func sealing(with sealer: Sealer, telling unauthentic: UnauthenticRows? = nil) -> Storage {
        var storage = self
        storage.sealer = sealer
        storage.unauthentic = unauthentic
        return storage
    }

    /// The same storage, in whose transactions nothing is opened and no codes are checked: of an installation that nobody has vouched for yet.
    package var withoutKeys: Storage {
        var storage = self
        (storage.sealer, storage.unauthentic, storage.newest) = (nil, nil, nil)
        return storage
    }

    /// The same storage, in whose transactions a row that acts tell of is read only as they left it.
    package func trusting(_ newest: any NewestRows) -> Storage {
        var storage = self
        storage.newest = newest
        return storage
    }

    /// Before anything is asked in a transaction.
    private func lend(_ tx: borrowing Transaction) {
        tx.notes.sealer = sealer
        tx.notes.unauthentic = unauthentic
        tx.notes.newest = newest
    }

    /// One reader, and nobody who writes.
    private init(_ engine: any Engine) {
        (self.engine, readers, writers, replicaReaders) = (engine, PoolMeter(size: 1), PoolMeter(size: 1), nil)
        (directory, file) = (nil, nil)
    }

    /// One transaction, committed and durable when this returns, rolled back when `body` throws or the task is cancelled before its commit began.
    /// Nothing that `lock` keeps others from has changed before the commit. Those who wait for the disk together may share its flush.
    /// An engine may run `body` again after undoing what it did, so what `body` does elsewhere must bear that.
    package func write<T: Sendable>(
        _ lock: WriteLock = .alone, _ body: @escaping @Sendable (borrowing Transaction) throws -> T
    ) async throws -> T {
        try await writers.transaction { begins in
            try await engine.write(lock) { tx in
                begins()
                lend(tx)
                let value = try body(tx)
                try tx.finish()
                return value
            }
        }
    }

    /// A read-only snapshot: what is committed when it starts, and never less. Readers wait for nobody.
    package func read<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await readers.transaction { begins in
            try await engine.read { tx in
                begins()
                lend(tx)
                return try body(tx)
            }
        }
    }

    /// A read-only snapshot for lists and look-ups: of the replica, if there is one that holds all that was acknowledged, on any node, before this was
    /// called; otherwise of the database itself. So whoever has just written sees it. What is to be written upon is read with `read` or `write`.
    /// `body` may begin on the replica and be run again on the database.
    package func readReplica<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await (replicaReaders ?? readers).transaction { begins in
            try await engine.readReplica { tx in
                begins()
                lend(tx)
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

/// Hears of statements that no index serves.
package typealias TableScans = @Sendable (_ statement: String, _ rows: Int) -> Void

extension DatabaseURL {
    /// How many transactions of each kind its engine runs at once.
    fileprivate var sizes: (readers: Int, writers: Int) {
        switch self {
        case .sqlite, .temporary: (SQLiteEngine.readers, 1)
        case .postgreSQL(let address): (address.readers, address.writers)
        }
    }
}
