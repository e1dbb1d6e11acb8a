import FoundationEssentials
import GRDB

/// A SQLite database as files: copied while it is in use, and gathered into one file to be moved.
package enum SQLiteFiles {
    /// What SQLite keeps beside the file of a database that is open, or was when its process ended.
    package static let sides = ["-wal", "-shm", "-journal"]

    /// Copies all that is committed now into an empty file. Others read and write meanwhile; what they commit later is not in the copy.
    /// - Throws: `StorageFault`; `CancellationError` when the task is cancelled.
    package static func copy(_ path: String, to copy: String) throws {
        try SQLiteFault.translating {
            let (source, target) = (try open(path), try open(copy))
            defer { for queue in [source, target] { try? queue.close() } }
            try source.read { from in
                // Reading begins the snapshot; without one the copy would begin again after every commit of somebody else.
                _ = try Int.fetchOne(from, sql: "SELECT COUNT(*) FROM sqlite_master")
                try target.writeWithoutTransaction { to in
                    try from.backup(to: to, pagesPerStep: 4096) { _ in try Task.checkCancellation() }
                }
            }
        }
    }

    /// Writes what stands in the side files into the database's own, and removes them.
    /// - Throws: `StorageFault.busy` while anybody else has the database open.
    package static func gather(_ path: String) throws {
        try SQLiteFault.translating {
            let queue = try open(path)
            defer { try? queue.close() }
            let mode = try queue.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE") }
            guard mode == "delete" else { throw StorageFault.busy }
        }
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.distrust()
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
