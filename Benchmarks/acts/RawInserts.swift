import Foundation
import GRDBSQLite

/// The reference: SQLite's own functions, one prepared INSERT in a transaction of its own, in WAL mode with synchronous=FULL.
final class RawInserts {
    private var database: OpaquePointer?
    private var begin: OpaquePointer?
    private var insert: OpaquePointer?
    private var commit: OpaquePointer?

    init(path: String) throws {
        try check(sqlite3_open(path, &database))
        for sql in [
            "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE acts (position BIGINT PRIMARY KEY, body BYTEA NOT NULL)",
        ] {
            try check(sqlite3_exec(database, sql, nil, nil, nil))
        }
        try check(sqlite3_prepare_v2(database, "BEGIN IMMEDIATE", -1, &begin, nil))
        try check(sqlite3_prepare_v2(database, "INSERT INTO acts (position, body) VALUES (?1, ?2)", -1, &insert, nil))
        try check(sqlite3_prepare_v2(database, "COMMIT", -1, &commit, nil))
    }

    deinit {
        for statement in [begin, insert, commit] { sqlite3_finalize(statement) }
        sqlite3_close(database)
    }

    private var position: Int64 = 0

    func insert(_ body: [UInt8], times: Int) throws {
        for _ in 0..<times {
            try step(begin)
            try check(sqlite3_bind_int64(insert, 1, position))
            try body.withUnsafeBytes { try check(sqlite3_bind_blob(insert, 2, $0.baseAddress, Int32($0.count), nil)) }
            try step(insert)
            try step(commit)
            position += 1
        }
    }

    private func step(_ statement: OpaquePointer?) throws {
        let result = sqlite3_step(statement)
        guard result == SQLITE_DONE else { throw Failure(code: result) }
        sqlite3_reset(statement)
    }

    private func check(_ result: Int32) throws { guard result == SQLITE_OK else { throw Failure(code: result) } }

    struct Failure: Error { let code: Int32 }
}
