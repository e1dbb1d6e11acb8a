import CPostgreSQL

/// The rows of one statement, as they arrive.
final class PostgreSQLReading {
    private let session: PostgreSQLSession
    private let statement: PostgreSQLStatement
    /// Rows put aside, because another statement needed the connection.
    private var kept: ArraySlice<[Cell]> = []
    private(set) var isArriving: Bool

    init(_ session: PostgreSQLSession, _ statement: PostgreSQLStatement) {
        self.session = session
        self.statement = statement
        isArriving = true
    }

    /// Asked together with what is written before it; all rows arrive at once.
    init(_ session: PostgreSQLSession, _ question: PostgreSQLStep, after steps: [PostgreSQLStep]) throws(PostgreSQLFailure) {
        self.session = session
        isArriving = false
        var (columns, rows): (PostgreSQLColumns?, [[Cell]]) = (nil, [])
        let statement = try session.run(steps + [question]) { result in
            let found = PostgreSQLColumns(result)
            rows = (0..<Int(PQntuples(result))).map { PostgreSQLCells(columns: found, row: .lent(result, $0)).kept() }
            columns = found
        }
        guard let statement else { throw PostgreSQLFailure(nil, of: nil) }
        statement.columns = columns
        self.statement = statement
        kept = rows[...]
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
