import Foundation
import Server
import TestSupport

@testable import Storage

/// Any row of any table, written by whoever administers the database: past the product's connections, and past keys that refer to other rows.
struct RowWriter: Sendable {
    let test: TestHouse
    let tables: [MadeTable]

    init(_ test: TestHouse) throws {
        self.test = test
        tables = try MadeTable.made(by: Schema.migrations)
    }

    /// Every row of every table, in the order of the keys.
    func rows() async throws -> [String: [[Value]]] {
        try await test.house.storage.withoutKeys.read { [tables] tx in
            var all: [String: [[Value]]] = [:]
            for table in tables { try tx.each(table) { all[table.name, default: []].append($0) } }
            return all
        }
    }

    /// In one transaction, rows that are gone and rows that are there instead.
    func exchange(_ former: [[Value]], for rows: [[Value]], in table: MadeTable) throws {
        let deletions = former.map { row in
            let key = zip(table.columns, row).filter { table.key.contains($0.0) }.map { "\"\($0)\" = \(Self.literal($1))" }
            return "DELETE FROM \(table.name) WHERE \(key.joined(separator: " AND "))"
        }
        let columns = table.columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let insertions = rows.map { "INSERT INTO \(table.name) (\(columns)) VALUES (\($0.map(Self.literal).joined(separator: ", ")))" }
        try run(deletions + insertions)
    }

    private func run(_ statements: [String]) throws {
        let freely = TestEngine.chosen == .postgreSQL ? ["SET LOCAL session_replication_role = replica"] : []
        try test.database.administrator.run((["BEGIN"] + freely + statements + ["COMMIT"]).joined(separator: "; "))
    }

    private static func literal(_ value: Value) -> String {
        switch value {
        case .null: return "NULL"
        case .integer(let integer): return "\(integer)"
        case .text(let text): return "'\(text.replacing("'", with: "''"))'"
        case .bytes(let bytes):
            let digits = bytes.map { String(0x100 + Int($0), radix: 16).dropFirst() }.joined()
            return TestEngine.chosen == .postgreSQL ? "'\\x\(digits)'::bytea" : "X'\(digits)'"
        }
    }
}

extension MadeTable {
    func keyValues(_ row: [Value]) -> [Value] { zip(columns, row).filter { key.contains($0.0) }.map(\.1) }
}
