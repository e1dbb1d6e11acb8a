extension Transaction {
    /// What SQLite finds first in its file that contradicts itself: an index that leads elsewhere than its table, or pages of either that do not fit
    /// together. All of their pages are read. Nothing of another engine, whose files are its own.
    package func contradiction(in table: Table) throws -> String? {
        guard connection.dialect == .sqlite else { return nil }
        return try rows("PRAGMA integrity_check(\(SQL(name: table.name)))") { try $0.text(at: 0) }.first { $0 != "ok" }
    }
}
