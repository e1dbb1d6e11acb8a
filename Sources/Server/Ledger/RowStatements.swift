package import Rules
package import Storage

/// The SQL of every kind of row, made of its declaration. `open` is 1 while a row is open and null once it is closed, so that foreign keys and unique
/// indexes can speak of open rows only. All of it may be asked of `any LedgerRow.Type`.
extension LedgerRow {
    static var table: Table { Table(kind.table, columns: ["id"] + columns + kind.unrecorded + ["open", "opened_by", "closed_by"]) }

    /// In the order of the declaration, without the key.
    static var columns: [StaticString] { kind.columns.map { $0.name } }

    /// What `BulkRows` writes: the key, the columns, and by which acts the row was opened and closed.
    static var bulkColumns: [StaticString] { ["id"] + columns + ["open", "opened_by", "closed_by"] }

    /// Every row, in the order of their keys.
    static var everyRow: SQL { "SELECT \(list(bulkColumns)) FROM \(from) ORDER BY id" }

    /// Every open row: key, columns, and the act that opened it.
    static var openRows: SQL { "SELECT \(list(["id"] + columns + ["opened_by"])) FROM \(from) WHERE open = 1" }

    /// - Parameter rows: of this kind.
    static func insertion(of rows: [any LedgerRow], by act: Act.ID) -> SQL {
        let values = rows.map { "(\($0.values.map { "\($0)" as SQL }.joined(separator: ", ")), 1, \(act))" as SQL }
        return "INSERT INTO \(from) (\(list(["id"] + columns)), open, opened_by) VALUES \(values.joined(separator: ", "))"
    }

    /// Gives what the row holds: its columns, then the act that opened it. Nothing when it is not open.
    static func closing(of id: Int64, by act: Act.ID) -> SQL {
        "UPDATE \(from) SET open = NULL, closed_by = \(act) WHERE id = \(id) AND open = 1 RETURNING \(list(columns + ["opened_by"]))"
    }

    /// The key and what the columns hold.
    var values: [Value] {
        var values: [Value] = []
        append(to: &values)
        return values
    }

    func append(to values: inout [Value]) {
        values.append(.integer(number))
        for column in Self.kind.columns { values.append(column.cell(self).bound) }
    }

    static var tableName: StaticString { kind.table }
    /// Its table, in a statement.
    static var from: SQL { SQL(stringLiteral: kind.table) }
    private static func list(_ columns: [StaticString]) -> SQL { columns.map { SQL(stringLiteral: $0) }.joined(separator: ", ") }
}

extension Cell: Bindable {
    package var bound: Value {
        switch self {
        case .null: .null
        case .integer(let integer): .integer(integer)
        case .text(let text): .text(text)
        }
    }
}
