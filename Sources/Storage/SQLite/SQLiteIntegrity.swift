extension Transaction {
    /// What SQLite finds first in its file that contradicts itself: an index that leads elsewhere than its table, or pages of either that do not fit
    /// together. All of their pages are read. Nothing of another engine, whose files are its own.
    package func contradiction(in table: Table) throws -> String? {
        guard connection.dialect == .sqlite else { return nil }
        return try rows("PRAGMA integrity_check(\(SQL(name: table.name)))") { try $0.text(at: 0) }.first { $0 != "ok" }
    }

    /// The first cell of a table, in the order of its columns, that holds another type than its column is declared with: SQLite lets whoever writes its
    /// file put anything anywhere. Nil of another engine.
    package func foreignCell(in table: Table) throws -> String? {
        guard connection.dialect == .sqlite else { return nil }
        let declared = try rows("SELECT name, type FROM pragma_table_info(\(table.name))") { (try $0.text("name"), try $0.text("type")) }
        for (column, type) in declared {
            let allowed = ["BIGINT": "integer", "TEXT": "text", "BYTEA": "blob"][type] ?? "null"
            let found = try row(
                """
                SELECT rowid AS row, typeof(\(SQL(name: column))) AS found FROM \(SQL(name: table.name))
                WHERE typeof(\(SQL(name: column))) NOT IN ('null', \(allowed)) LIMIT 1
                """
            ) { (try $0.integer("row"), try $0.text("found")) }
            if let (row, found) = found { return "\(table.name).\(column) in the row with rowid \(row) is of type \(found)" }
        }
        return nil
    }
}
