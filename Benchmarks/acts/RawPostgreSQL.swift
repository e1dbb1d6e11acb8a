import CPostgreSQL
import Foundation
import Synchronization

/// libpq's own functions: one prepared INSERT, which is a transaction of its own, in one message, and a connection and a thread for each writer.
struct RawPostgreSQL: RawInserts {
    private let sessions: [Session]
    private let position = Position()

    init(_ url: String, writers: Int) throws {
        let first = try Session(url)
        try first.run("CREATE SCHEMA raw")
        try first.run("CREATE TABLE raw.acts (position BIGINT PRIMARY KEY, body BYTEA NOT NULL)")
        sessions = [first] + (try (1..<writers).map { _ in try Session(url) })
        for session in sessions { try session.prepare() }
    }

    func insert(_ body: [UInt8], times: Int, writers: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, session) in sessions.prefix(writers).enumerated() {
                let share = times / writers + (number < times % writers ? 1 : 0)
                group.addTask { [position] in
                    try await onThread { for _ in 0..<share { try session.insert(body, at: position.next()) } }
                }
            }
            try await group.waitForAll()
        }
    }

    final class Position: Sendable {
        private let last = Atomic<Int64>(0)

        func next() -> Int64 { last.wrappingAdd(1, ordering: .relaxed).newValue }
    }

    // One thread at a time uses it.
    final class Session: @unchecked Sendable {
        private let connection: OpaquePointer?

        init(_ url: String) throws {
            connection = PQconnectdb(url)
            guard PQstatus(connection) == CONNECTION_OK else { throw failure }
        }

        deinit { PQfinish(connection) }

        func run(_ statement: String) throws { try check(PQexec(connection, statement)) }

        func prepare() throws {
            try check(PQprepare(connection, "insert", "INSERT INTO raw.acts (position, body) VALUES ($1, $2)", 2, [20, 17]))
        }

        func insert(_ body: [UInt8], at position: Int64) throws {
            try withUnsafeBytes(of: position.bigEndian) { number in
                try body.withUnsafeBytes { bytes in
                    let values = [number, bytes].map { $0.baseAddress?.assumingMemoryBound(to: CChar.self) }
                    try check(PQexecPrepared(connection, "insert", 2, values, [8, CInt(body.count)], [1, 1], 1))
                }
            }
        }

        private func check(_ result: OpaquePointer?) throws {
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure }
        }

        private var failure: RawFailure { RawFailure(text: String(cString: PQerrorMessage(connection))) }
    }
}
