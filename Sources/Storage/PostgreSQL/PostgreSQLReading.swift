import CPostgreSQL

/// The rows of one statement, as they arrive.
final class PostgreSQLReading {
    private let session: PostgreSQLSession
    private let statement: PostgreSQLStatement
    /// Rows put aside, because another statement needed the connection.
    private var kept: ArraySlice<[Cell]> = []
    private(set) var isArriving = true

    init(_ session: PostgreSQLSession, _ statement: PostgreSQLStatement) {
        self.session = session
        self.statement = statement
    }

    func next() throws(PostgreSQLFailure) -> PostgreSQLCells? {
        if let row = kept.popFirst(), let columns = statement.columns { return PostgreSQLCells(columns: columns, row: .kept(row)) }
        return try arriving()
    }

    /// Makes way for another statement; the rows wait in memory.
    func keep() throws(PostgreSQLFailure) {
        while let cells = try arriving() { kept.append(cells.kept()) }
    }

    /// Makes way; the rows are no longer wanted.
    func discard() throws(PostgreSQLFailure) {
        while try arriving() != nil {}
    }

    private func arriving() throws(PostgreSQLFailure) -> PostgreSQLCells? {
        guard isArriving else { return nil }
        do {
            if let row = try session.row() { return PostgreSQLCells(columns: columns(row), row: .live(row)) }
            isArriving = false
            return nil
        } catch {
            isArriving = false
            throw error
        }
    }

    private func columns(_ row: OpaquePointer) -> PostgreSQLColumns {
        if let columns = statement.columns { return columns }
        let columns = PostgreSQLColumns(row)
        statement.columns = columns
        return columns
    }
}
