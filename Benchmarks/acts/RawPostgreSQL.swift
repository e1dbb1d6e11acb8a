import CPostgreSQL
import Foundation
import Synchronization

/// libpq's own functions: prepared statements in a transaction of their own and in one message, a connection and a thread for each writer.
struct RawPostgreSQL: RawInserts {
    private let sessions: [Session]
    private let position = Position()

    init(_ url: String, writers: Int) throws {
        let first = try Session(url)
        try first.run("CREATE SCHEMA raw")
        try first.run("CREATE TABLE raw.bodies (position BIGINT PRIMARY KEY, body BYTEA NOT NULL)")
        for table in RawStatement.tables { try first.run("CREATE TABLE raw.\(table) (LIKE public.\(table) INCLUDING ALL)") }
        sessions = [first] + (try (1..<writers).map { _ in try Session(url) })
    }

    func insert(_ body: [UInt8], times: Int, writers: Int) async throws {
        try await commit(times, writers) { [RawStatement(text: "INSERT INTO raw.bodies (position, body) VALUES (?, ?)", cells: [.number($0), .bytes(body)])] }
    }

    func insertRows(_ body: [UInt8], times: Int, writers: Int) async throws {
        try await commit(times, writers) { RawStatement.actRows($0, body, schema: "raw.") }
    }

    private func commit(_ times: Int, _ writers: Int, _ statements: @escaping @Sendable (Int64) -> [RawStatement]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, session) in sessions.prefix(writers).enumerated() {
                let share = times / writers + (number < times % writers ? 1 : 0)
                group.addTask { [position] in
                    try await onThread { for _ in 0..<share { try session.commit(statements(position.next())) } }
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
        private var names: [String: String] = [:]

        init(_ url: String) throws {
            connection = PQconnectdb(url)
            guard PQstatus(connection) == CONNECTION_OK else { throw failure }
        }

        deinit { PQfinish(connection) }

        func run(_ statement: String) throws { try check(PQexec(connection, statement)) }

        /// One transaction: a pipeline is one unless it says otherwise.
        func commit(_ statements: [RawStatement]) throws {
            let names = try statements.map(name)
            guard PQenterPipelineMode(connection) == 1 else { throw failure }
            for (statement, name) in zip(statements, names) { try send(statement, name) }
            guard PQpipelineSync(connection) == 1 else { throw failure }
            while true {
                let result = PQgetResult(connection)
                defer { PQclear(result) }
                switch PQresultStatus(result) {
                case PGRES_PIPELINE_SYNC:
                    guard PQexitPipelineMode(connection) == 1 else { throw failure }
                    return
                case PGRES_COMMAND_OK: break
                default: if result != nil { throw failure }
                }
            }
        }

        private func send(_ statement: RawStatement, _ name: String) throws {
            let values: [[UInt8]] = statement.cells.map {
                switch $0 {
                case .number(let number): withUnsafeBytes(of: number.bigEndian) { Array($0) }
                case .text(let text): Array(text.utf8) + [0]
                case .bytes(let bytes): bytes
                }
            }
            // One after the other, so that all have an address for as long as the call takes.
            let starts = values.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
            try values.flatMap { $0 }.withUnsafeBytes { bytes in
                let pointers = zip(values, starts).map { _, start in bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) } }
                let lengths = zip(values, statement.cells).map { if case .text = $1 { Int32($0.count - 1) } else { Int32($0.count) } }
                let formats = Array(repeating: Int32(1), count: values.count)
                guard PQsendQueryPrepared(connection, name, Int32(values.count), pointers, lengths, formats, 1) == 1 else { throw failure }
            }
        }

        private func name(of statement: RawStatement) throws -> String {
            if let name = names[statement.text] { return name }
            let pieces = statement.text.split(separator: "?", omittingEmptySubsequences: false)
            let text = pieces.enumerated().map { $0 == 0 ? String($1) : "$\($0)" + $1 }.joined()
            let types: [UInt32] = statement.cells.map {
                switch $0 {
                case .number: 20
                case .text: 25
                case .bytes: 17
                }
            }
            let name = "s\(names.count)"
            try check(PQprepare(connection, name, text, Int32(types.count), types))
            names[statement.text] = name
            return name
        }

        private func check(_ result: OpaquePointer?) throws {
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure }
        }

        private var failure: RawFailure { RawFailure(text: String(cString: PQerrorMessage(connection))) }
    }
}
