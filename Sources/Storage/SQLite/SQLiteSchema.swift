import GRDB

extension SQLiteConnection {
    /// Out of the list that SQLite keeps itself: nothing of what is listed is run.
    func schema() throws -> SchemaDescription {
        var schema = SchemaDescription()
        // What ANALYZE writes is for the planner alone.
        try each("SELECT type, name, COALESCE(sql, '') AS text FROM main.sqlite_master WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4')") { cells in
            let row = Columns(cells: cells)
            let (kind, name, text) = (try row.text("type"), try row.text("name"), try row.text("text"))
            schema.add(SchemaObject(kind, name), "")
            switch kind {
            case "table": for part in Definition.parts(ofTable: text) { schema.add(SchemaObject(kind, name), part) }
            default: schema.add(SchemaObject(kind, name), Definition.plain(text))
            }
            return true
        }
        try each("SELECT name FROM temp.sqlite_master") { cells in
            schema.add(SchemaObject("temporary object", try Columns(cells: cells).text("name")), "")
            return true
        }
        try each("SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp')") { cells in
            schema.add(SchemaObject("attached database", try Columns(cells: cells).text("name")), "")
            return true
        }
        // Two that share their pages: one of them shows what the other holds.
        try each("SELECT name FROM main.sqlite_master WHERE rootpage > 0 GROUP BY rootpage HAVING COUNT(*) > 1") { cells in
            schema.add(SchemaObject("doubled storage", try Columns(cells: cells).text("name")), "")
            return true
        }
        return schema
    }
}

extension SQLiteStill {
    func schema(madeBy migrations: [Migration]) throws -> SchemaDescription { try SQLiteEngine.made(by: migrations) { try $0.connection.schema() } }
}

extension SQLiteEngine {
    func schema(madeBy migrations: [Migration]) throws -> SchemaDescription { try Self.made(by: migrations) { try $0.connection.schema() } }

    /// Asks a database in memory that has had these migrations and nothing else.
    static func made<T>(by migrations: [Migration], _ body: (borrowing Transaction) throws -> T) throws -> T {
        try SQLiteFault.translating {
            let queue = try DatabaseQueue()
            defer { try? queue.close() }
            return try queue.write { database in
                let tx = Transaction(connection: SQLiteConnection(database, nil, check: {}))
                try Migrator.make(migrations, in: tx)
                return try body(tx)
            }
        }
    }
}
