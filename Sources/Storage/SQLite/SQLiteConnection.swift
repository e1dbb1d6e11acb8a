import FoundationEssentials
import GRDB

/// A connection for the time of one transaction.
final class SQLiteConnection: Connection {
    let database: Database
    /// Statements being stepped: the same SQL asked again meanwhile, as in a recursive walk, gets a statement of its own.
    private var running: Set<ObjectIdentifier> = []

    init(_ database: Database) { self.database = database }

    func run(_ sql: SQL) throws -> Int {
        try SQLiteFault.translating {
            let before = database.totalChangesCount
            try with(sql) { try $0.execute() }
            // SQLite keeps the count of the last change, which a statement that changes nothing must not repeat.
            return database.totalChangesCount == before ? 0 : database.changesCount
        }
    }

    func script(_ sql: SQL) throws {
        try SQLiteFault.translating { try database.execute(sql: sql.text(in: .sqlite)) }
    }

    func each(_ sql: SQL, _ body: (any Cells) throws -> Bool) throws {
        try SQLiteFault.translating {
            try with(sql) { statement in
                let rows = try Row.fetchCursor(statement)
                let cells = SQLiteCells(statement)
                while try rows.next() != nil, try body(cells) {}
            }
        }
    }

    /// Nobody else is there to hear of it.
    func announce() {}

    private func with(_ sql: SQL, _ body: (Statement) throws -> Void) throws {
        let text = sql.text(in: .sqlite)
        var statement = try database.cachedStatement(sql: text)
        if running.contains(ObjectIdentifier(statement)) { statement = try database.makeStatement(sql: text) }
        try statement.setArguments(StatementArguments(sql.parameters().map(\.databaseValue)))
        running.insert(ObjectIdentifier(statement))
        defer { running.remove(ObjectIdentifier(statement)) }
        try body(statement)
    }
}

extension Value {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let integer): integer.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }
}
