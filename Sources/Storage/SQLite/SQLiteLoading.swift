import GRDB

extension SQLiteConnection {
    func insert(_ rows: ManyRows) throws {
        try SQLiteFault.translating {
            var rest = rows.values[...]
            while !rest.isEmpty {
                let portion = rows.portion(of: rest.count / rows.columns.count, parameters: 32_766)
                let taken = rest.prefix(portion * rows.columns.count)
                rest = rest.dropFirst(taken.count)
                try with(rows.insertion(of: portion), isKept: true, taken) { while try step($0) {} }
            }
        }
    }

    /// 256 MB of pages on this connection alone, and the log copied into the file less often.
    func beginLoading() throws {
        try SQLiteFault.translating { try database.execute(sql: "PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 32768") }
    }

    /// As it was when it was opened: closing the database folds the log back.
    func endLoading() throws {
        try SQLiteFault.translating { try database.execute(sql: SQLiteEngine.writing) }
    }
}
