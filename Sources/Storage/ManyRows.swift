extension Transaction {
    /// Inserts many rows, quickly: on SQLite by statements of many rows, on PostgreSQL by COPY. Constraints hold as for any other insert.
    /// - Parameter values: row after row, each in the order of `columns`.
    package func insert(into table: StaticString, _ columns: [StaticString], _ values: [Value]) throws {
        guard !columns.isEmpty, values.count % columns.count == 0 else { throw StorageFault.statement("rows of \(table) are not whole") }
        for case .text(let text) in values where text.utf8.contains(0) { throw StorageFault.unstorable("a text holds the character U+0000") }
        guard !values.isEmpty else { return }
        try connection.insert(ManyRows(table: table.description, columns: columns.map(\.description), values: values))
    }

    /// Much is about to be written through this database: its indexes should stay in memory.
    package func beginLoading() throws { try connection.beginLoading() }

    /// Much was written: the planner learns what there is now, where it does not by itself.
    package func endLoading() throws { try connection.endLoading() }
}

/// Rows for one table. The names come from literals of the source alone.
struct ManyRows {
    let table: String
    let columns: [String]
    let values: [Value]

    var count: Int { values.count / columns.count }
    var head: String { "\(table) (\(columns.joined(separator: ", ")))" }

    /// `INSERT … VALUES (?, ?), (?, ?)` of so many rows.
    func insertion(of rows: Int) -> String {
        let row = "(\(Array(repeating: "?", count: columns.count).joined(separator: ", ")))"
        return "INSERT INTO \(head) VALUES \(Array(repeating: row, count: rows).joined(separator: ", "))"
    }

    /// How many of `left` rows the next statement takes: powers of four, so that a few prepared statements serve any number, within the number of
    /// parameters that an engine allows.
    func portion(of left: Int, parameters: Int) -> Int {
        var portion = 1
        while portion * 4 <= min(left, 256), portion * 4 * columns.count <= parameters { portion *= 4 }
        return portion
    }
}
