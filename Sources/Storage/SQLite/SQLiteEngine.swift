import FoundationEssentials
import GRDB

/// SQLite in WAL mode: one writer at a time, readers on their own snapshots.
final class SQLiteEngine: Engine {
    private let pool: DatabasePool
    private let writers: SQLiteWriters
    private let scans: TableScans?
    /// Removed when closed.
    private let scratch: String?

    convenience init(path: String, scans: TableScans? = nil) throws { try self.init(path: path, scratch: nil, scans) }

    static func temporary() throws -> SQLiteEngine {
        let directory = FileManager.default.temporaryDirectory.appending(component: "chatelaine-\(UUID().uuidString)").path
        return try SQLiteEngine(path: directory + "/chatelaine.db", scratch: directory, nil)
    }

    private init(path: String, scratch: String?, _ scans: TableScans?) throws {
        self.scratch = scratch
        self.scans = scans
        let pool = try SQLiteFault.translating {
            try SQLiteFile.create(at: path)
            let pool = try DatabasePool(path: path, configuration: SQLiteEngine.configuration)
            // What a savepoint may have to undo stays in memory: SQLite's own 64 KB do for one act, and then it is a file.
            // The pool itself settles for NORMAL, under which a power failure may lose the last commits. What is temporary has none to keep.
            let durability = scratch == nil ? "FULL" : "OFF"
            try pool.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA synchronous = \(durability); PRAGMA temp_store = MEMORY; \(Self.writing)")
            }
            return pool
        }
        (self.pool, writers) = (pool, SQLiteWriters(pool, scans))
    }

    deinit { try? close() }

    func write<T: Sendable>(_ lock: WriteLock, _ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await SQLiteFault.translating { try await writers.write(body) }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await SQLiteFault.translating {
            try await pool.read { [scans] in try body(Transaction(connection: SQLiteConnection($0, scans, check: Task.checkCancellation))) }
        }
    }

    func readReplica<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T { try await read(body) }

    func announcements() -> AsyncStream<Void> { AsyncStream { $0.finish() } }

    func close() throws {
        // The readers close last, and could not: the log, however long, would stay beside the file.
        try? pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try SQLiteFault.translating { try pool.close() }
        if let scratch { try? FileManager.default.removeItem(atPath: scratch) }
    }

    static let readers = 8

    /// What the writer keeps in memory: the pages that acts go to, 16 MB, and a log of up to 16 MB before it is copied into the file. SQLite's own 4 MB
    /// are full after a few dozen acts, and most pages would be copied again and again.
    static let writing = "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4096"

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.distrust()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = readers
        configuration.label = "storage"
        // SQLite's own 2 MB for each of them would be a large part of what a node takes; the system keeps the file's pages for all.
        configuration.prepareDatabase { if $0.configuration.readonly { try $0.execute(sql: "PRAGMA cache_size = -1024") } }
        return configuration
    }
}
