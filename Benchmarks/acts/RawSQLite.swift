import Foundation
import GRDBSQLite

/// SQLite's own functions: prepared statements in a transaction of their own, in WAL mode with synchronous=FULL. A file has one writer at a time, and the
/// quickest is one that never has to wait for another: however many there are, they are as quick as it at most.
final class RawSQLite: RawInserts, @unchecked Sendable {
    // Called by one at a time.
    private var database: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]
    private var position: Int64 = 0

    /// - Parameter path: of a file with the product's tables. Nobody asks for foreign keys.
    init(path: String) throws {
        try check(sqlite3_open(path, &database))
        for sql in [
            "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -16384", "PRAGMA wal_autocheckpoint = 4096",
            "CREATE TABLE bodies (position BIGINT PRIMARY KEY, body BYTEA NOT NULL)",
        ] {
            try check(sqlite3_exec(database, sql, nil, nil, nil))
        }
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close(database)
    }

    func insert(_ body: [UInt8], times: Int, writers: Int) throws {
        try commit(times) { [RawStatement(text: "INSERT INTO bodies (position, body) VALUES (?, ?)", cells: [.number($0), .bytes(body)])] }
    }

    func insertRows(_ body: [UInt8], times: Int, writers: Int) throws { try commit(times) { RawStatement.actRows($0, body, schema: "") } }

    private func commit(_ times: Int, _ made: (Int64) -> [RawStatement]) throws {
        for _ in 0..<times {
            position += 1
            try run(RawStatement(text: "BEGIN IMMEDIATE", cells: []))
            for statement in made(position) { try run(statement) }
            try run(RawStatement(text: "COMMIT", cells: []))
        }
    }

    private func run(_ statement: RawStatement) throws {
        let handle = try prepared(statement.text)
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (number, cell) in zip(Int32(1)..., statement.cells) {
            switch cell {
            case .number(let value): try check(sqlite3_bind_int64(handle, number, value))
            case .text(let text): try check(sqlite3_bind_text(handle, number, text, -1, transient))
            case .bytes(let bytes): try bytes.withUnsafeBytes { try check(sqlite3_bind_blob(handle, number, $0.baseAddress, Int32($0.count), transient)) }
            }
        }
        guard sqlite3_step(handle) == SQLITE_DONE else { throw failure }
        sqlite3_reset(handle)
    }

    private func prepared(_ text: String) throws -> OpaquePointer? {
        if let statement = statements[text] { return statement }
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(database, text, -1, &statement, nil))
        statements[text] = statement
        return statement
    }

    private var failure: RawFailure { RawFailure(text: String(cString: sqlite3_errmsg(database))) }

    private func check(_ result: Int32) throws { guard result == SQLITE_OK else { throw failure } }
}
