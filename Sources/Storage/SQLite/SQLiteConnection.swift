import GRDB
import GRDBSQLite

/// A connection for the time of one transaction. GRDB keeps the connection and its prepared statements; values go in and come out by SQLite's own
/// functions, since GRDB's arguments and rows took more time than the statements themselves (docs/decisions/0017).
final class SQLiteConnection: Connection {
    let database: Database
    var dialect: Dialect { .sqlite }
    /// Throws `CancellationError` once nobody waits for the transaction any more.
    private let check: () throws -> Void
    /// What undid the whole transaction: a statement after it would be committed alone.
    private var abortion: (any Error)?

    private let scans: TableScans?

    init(_ database: Database, _ scans: TableScans?, check: @escaping () throws -> Void) {
        (self.database, self.scans, self.check) = (database, scans, check)
    }

    func run(_ sql: SQL) throws -> Int {
        try SQLiteFault.translating {
            let before = database.totalChangesCount
            try with(sql.text(in: .sqlite), sql.parameters()[...]) { while try step($0) {} }
            // SQLite keeps the count of the last change, which a statement that changes nothing must not repeat.
            return database.totalChangesCount == before ? 0 : database.changesCount
        }
    }

    /// There is no way to it that could be saved.
    func pipeline(_ sql: SQL) throws { _ = try run(sql) }

    func script(_ sql: SQL) throws {
        try SQLiteFault.translating {
            try goOn()
            try database.execute(sql: sql.text(in: .sqlite))
        }
    }

    func each(_ sql: SQL, _ body: (any Cells) throws -> Bool) throws {
        try SQLiteFault.translating {
            try with(sql.text(in: .sqlite), sql.parameters()[...]) { statement in
                let cells = SQLiteCells(statement)
                while try step(statement), try body(cells) {}
            }
        }
    }

    /// Without asking each row through protocols: they are read by the million.
    func each(_ sql: SQL, into row: inout NumberRow, _ body: (borrowing NumberRow) throws -> Void) throws {
        try SQLiteFault.translating {
            try with(sql.text(in: .sqlite), sql.parameters()[...]) { statement in
                let cells = SQLiteCells(statement)
                while try step(statement) {
                    try row.read(cells)
                    try body(row)
                }
            }
        }
    }

    /// A file has one writer at a time.
    func lock(about subject: Int64) {}
    var canWait: Bool { false }

    /// Nobody else is there to hear of it.
    func announce() {}

    /// Gives a statement with its values, which is reset afterwards.
    func with(_ text: String, isKept: Bool? = nil, _ values: ArraySlice<Value>, _ body: (OpaquePointer) throws -> Void) throws {
        try goOn()
        let isKept = isKept ?? SQL.isKept(text)
        var statement = try isKept ? database.cachedStatement(sql: text) : database.makeStatement(sql: text)
        // Being stepped: the same SQL asked again meanwhile, as in a recursive walk, gets a statement of its own.
        if sqlite3_stmt_busy(statement.sqliteStatement) != 0 { statement = try database.makeStatement(sql: text) }
        try withExtendedLifetime(statement) {
            let handle = statement.sqliteStatement
            try SQLiteBindings(values).with(handle) { code in
                guard code == SQLITE_OK else { throw failure(code) }
                try body(handle)
                if let scans, case let rows = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1), rows > 0 { scans(text, Int(rows)) }
            }
        }
    }

    /// Whether there is another row.
    func step(_ statement: OpaquePointer) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let failure = failure(code)
            if !database.isInsideTransaction { abortion = failure }
            throw failure
        }
    }

    /// Throws when this transaction is not to go on.
    func goOn() throws {
        if let abortion { throw abortion }
        try check()
    }

    private func failure(_ code: CInt) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
    }
}
