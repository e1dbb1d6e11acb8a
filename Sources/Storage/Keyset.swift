/// The columns a list is sorted by, four at most: none may be NULL, and together they name one row, so end with the id.
package struct Keyset: Sendable {
    package enum Column: Sendable {
        case integer(SQL)
        case text(SQL)

        var sql: SQL {
            switch self {
            case .integer(let sql), .text(let sql): sql
            }
        }

        func fits(_ value: Value) -> Bool {
            switch (self, value) {
            case (.integer, .integer), (.text, .text): true
            default: false
            }
        }
    }

    let columns: [Column]
    let descending: Bool

    package init(_ columns: Column..., descending: Bool = false) {
        assert((1...Keyset.names.count).contains(columns.count), "a list is sorted by one to four columns")
        self.columns = columns
        self.descending = descending
    }

    /// A cursor of another list, or a forged one, does not fit.
    func fits(_ cursor: Cursor) -> Bool {
        cursor.values.count == columns.count && zip(columns, cursor.values).allSatisfy { $0.fits($1) }
    }

    /// The rows on the cursor's side.
    func condition(_ cursor: Cursor?) -> SQL {
        guard let cursor else { return "1 = 1" }
        let bounds = cursor.values.map { "\($0)" as SQL }.joined(separator: ", ")
        let sign: SQL = ascends(cursor) ? ">" : "<"
        return "(\(list)) \(sign) (\(bounds))"
    }

    /// Away from the cursor: the page before is read backwards.
    func order(_ cursor: Cursor?) -> SQL {
        let direction: SQL = ascends(cursor) ? "ASC" : "DESC"
        return columns.map { "\($0.sql) \(direction)" as SQL }.joined(separator: ", ")
    }

    /// What to select besides the caller's columns, so that a cursor can be made of any row.
    var selection: SQL {
        zip(columns, Keyset.names).map { "\($0.sql) AS \($1.sql)" as SQL }.joined(separator: ", ")
    }

    func values(_ row: Columns) throws -> [Value] {
        try zip(columns, Keyset.names).map { try row.value($1.name) }
    }

    private var list: SQL { columns.map(\.sql).joined(separator: ", ") }

    private func ascends(_ cursor: Cursor?) -> Bool { (cursor?.side == .before) == descending }

    private static let names: [(sql: SQL, name: String)] = [
        ("keyset_1", "keyset_1"), ("keyset_2", "keyset_2"), ("keyset_3", "keyset_3"), ("keyset_4", "keyset_4"),
    ]
}
