/// A column: its name in the table and in the ledger's JSON, and how its value is got from a row.
package struct Column<Row, Value: ColumnValue>: Sendable {
    let column: RowColumn<Row>
    /// Reads it from the ledger.
    let value: @Sendable (CanonicalFields) throws -> Value

    /// What depends on the type of the value is made here, where the compiler knows it: in a loop over a pack it does not, and every field would cost
    /// three times as much.
    package init(_ name: StaticString, _ value: @escaping @Sendable (Row) -> Value) {
        column = RowColumn(name: name, cell: { value($0).cell }, write: { try value($0).write(name, to: &$1) })
        self.value = { fields in
            guard let value = Value(field: fields[name]) else { throw Act.unreadable("\(name)") }
            return value
        }
    }
}

/// A column whose type is not asked for.
package struct RowColumn<Row>: Sendable {
    package let name: StaticString
    /// What the table holds.
    package let cell: @Sendable (Row) -> Cell
    let write: @Sendable (Row, inout CanonicalWriter) throws -> Void
}

/// One value of a row in a table.
package enum Cell: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
}
