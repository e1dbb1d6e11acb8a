import Foundation
import GRDBSQLite

/// SQLite's own functions: one prepared INSERT in a transaction of its own, in WAL mode with synchronous=FULL. A file has one writer at a time, and the
/// quickest is one that never has to wait for another: however many there are, they are as quick as it at most.
final class RawSQLite: RawInserts, @unchecked Sendable {
    // Called by one at a time.
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

    func insert(_ body: [UInt8], times: Int, writers: Int) throws {
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
        guard result == SQLITE_DONE else { throw RawFailure(text: String(cString: sqlite3_errmsg(database))) }
        sqlite3_reset(statement)
    }

    private func check(_ result: Int32) throws { guard result == SQLITE_OK else { throw RawFailure(text: String(cString: sqlite3_errmsg(database))) } }
}
