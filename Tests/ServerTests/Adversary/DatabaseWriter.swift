import Foundation
import Rules
import Sample
import Storage
import Testing

@testable import Server

/// Whoever may write anything to the database and has no key.
struct DatabaseWriter {
    let test: TestHouse

    private var storage: Storage { test.house.storage.withoutKeys }

    /// Every row with its code behind it, in the order of the keys.
    func rows(_ table: KeptTable) async throws -> [[Value]] {
        try await storage.read { tx in
            var rows: [[Value]] = []
            try tx.eachCoded(table, table.slice(after: nil, most: 10_000)) { values, code, _ in
                rows.append(try #require(values) + [code.map { .bytes($0) } ?? .null])
            }
            return rows
        }
    }

    /// Columns that differ are written, the code too.
    func put(_ row: [Value], over former: [Value], in table: KeptTable) async throws {
        let columns = (table.columns + ["code"]).enumerated().filter { row[$0.offset] != former[$0.offset] }
        let changes = columns.map { "\(SQL(stringLiteral: $0.element)) = \(row[$0.offset])" as SQL }.joined(separator: ", ")
        guard !columns.isEmpty else { return }
        try await storage.write { tx in
            _ = try tx.run("UPDATE \(SQL(stringLiteral: table.name)) SET \(changes) WHERE \(table.isRow(table.keyValues(former)))")
        }
    }

    func insert(_ row: [Value], in table: KeptTable) async throws {
        let columns = (table.columns + ["code"]).map { SQL(stringLiteral: $0) }.joined(separator: ", ")
        let values = row.map { "\($0)" as SQL }.joined(separator: ", ")
        try await storage.write { tx in _ = try tx.run("INSERT INTO \(SQL(stringLiteral: table.name)) (\(columns)) VALUES (\(values))") }
    }

    func delete(_ row: [Value], in table: KeptTable) async throws {
        try await storage.write { tx in _ = try tx.run("DELETE FROM \(SQL(stringLiteral: table.name)) WHERE \(table.isRow(table.keyValues(row)))") }
    }

    /// The row with that key.
    func row(_ table: KeptTable, _ key: any Bindable) async throws -> [Value] {
        try #require(try await rows(table).first { $0[0] == key.bound })
    }

    /// Something else of the same kind; several where it is not known of which kind the column is.
    static func others(than value: Value, among values: [Value]) -> [Value] {
        if let other = values.first(where: { $0 != value && $0 != .null }) { return [other] + (value == .null ? [] : [.null]) }
        return switch value {
        case .integer(let integer): [.integer(integer == 0 ? 1 : integer - 1), .null]
        case .text(let text): [.text(text + "x"), .null]
        case .bytes(let bytes): [.bytes(bytes + [1]), .null]
        case .null: [.text("x"), .integer(1), .bytes([1])]
        }
    }
}
