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
    /// The list is only this part of its first column: at least this much, and less than that.
    let (start, end): (Value?, Value?)

    package init(_ columns: Column..., descending: Bool = false, from start: (any Bindable)? = nil, below end: (any Bindable)? = nil) {
        assert((1...Keyset.names.count).contains(columns.count), "a list is sorted by one to four columns")
        self.columns = columns
        self.descending = descending
        (self.start, self.end) = (start?.bound, end?.bound)
    }

    /// A cursor of another list, or a forged one, does not fit.
    package func fits(_ cursor: Cursor) -> Bool {
        guard cursor.values.count == columns.count, zip(columns, cursor.values).allSatisfy({ $0.fits($1) }) else { return false }
        return (start.map { !cursor.values[0].precedes($0) } ?? true) && (end.map { cursor.values[0].precedes($0) } ?? true)
    }

    /// The rows on the cursor's side. One bound each way and no more, so that an index is entered at the cursor and left at the end of the list.
    func condition(_ cursor: Cursor?) -> SQL {
        var bounds: [SQL] = []
        if let cursor {
            let sign: SQL = ascends(cursor) ? ">" : "<"
            bounds.append("(\(list)) \(sign) (\(cursor.values.map { "\($0)" as SQL }.joined(separator: ", ")))")
        }
        if let start, cursor.map({ !ascends($0) }) ?? true { bounds.append("\(columns[0].sql) >= \(start)") }
        if let end, cursor.map(ascends) ?? true { bounds.append("\(columns[0].sql) < \(end)") }
        return .all(bounds)
    }

    /// The part of its first column that the list is.
    package var part: SQL { condition(nil) }

    /// The order of the whole list.
    package var order: SQL { order(nil) }

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

extension Value {
    /// In the order that the engines sort by: numbers by size, texts by code point.
    fileprivate func precedes(_ other: Value) -> Bool {
        switch (self, other) {
        case (.integer(let one), .integer(let two)): one < two
        case (.text(let one), .text(let two)): one.utf8.lexicographicallyPrecedes(two.utf8)
        default: false
        }
    }
}
