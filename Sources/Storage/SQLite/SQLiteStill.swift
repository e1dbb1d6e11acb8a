import FoundationEssentials
import GRDB

/// A SQLite database that nobody changes, where nothing can be written: neither the file nor, beside it, what SQLite keeps of an open database.
final class SQLiteStill: Engine {
    private let queue: DatabaseQueue

    /// Whether the file or its directory cannot be written by this account.
    static func isNeeded(for path: String) -> Bool {
        let directory = URL(filePath: path).deletingLastPathComponent().path
        return [path, directory].contains { !FileManager.default.isWritableFile(atPath: $0) }
    }

    /// - Throws: `StorageFault.unavailable` when a log beside the file holds changes that the file does not: without writing they cannot be read.
    init(path: String) throws {
        let log = path + "-wal"
        let isEmpty = (try? Data(contentsOf: URL(filePath: log), options: .mappedIfSafe))?.isEmpty ?? !FileManager.default.fileExists(atPath: log)
        guard isEmpty else {
            throw StorageFault.unavailable(
                "\(log) holds changes that cannot be read where nothing can be written; copy both files to a directory of your own")
        }
        queue = try SQLiteFault.translating {
            var configuration = Configuration()
            configuration.distrust()
            configuration.readonly = true
            configuration.label = "storage"
            return try DatabaseQueue(path: Self.address(path), configuration: configuration)
        }
    }

    /// As SQLite's URIs say it (https://www.sqlite.org/uri.html): with `immutable`, no lock is taken and no file made.
    private static func address(_ path: String) -> String {
        let letters = URL(filePath: path).path.utf8.map { byte -> String in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "/-._~".utf8.contains(byte)
            return isPlain ? String(decoding: [byte], as: UTF8.self) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "file:\(letters.joined())?immutable=1"
    }

    func write<T: Sendable>(_ lock: WriteLock, _ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        throw StorageFault.statement("this database is open for reading only")
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await SQLiteFault.translating {
            try await queue.read { try body(Transaction(connection: SQLiteConnection($0, nil, check: Task.checkCancellation))) }
        }
    }

    func readReplica<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T { try await read(body) }

    func announcements() -> AsyncStream<Void> { AsyncStream { $0.finish() } }

    func close() throws { try SQLiteFault.translating { try queue.close() } }
}
