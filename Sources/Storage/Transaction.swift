/// One open transaction: everything read or written goes through it. Synchronous, on a worker thread; it cannot leave its closure.
///
/// After a `StorageFault` let the closure throw: some engines accept nothing more in the same transaction. Use ON CONFLICT where a conflict is expected.
package struct Transaction: ~Copyable {
    let connection: any Connection
    /// What the layers above remember until the transaction ends. A transaction that is run again begins without any.
    package let notes = TransactionNotes()

    /// Runs one statement; the number of rows it inserted, updated or deleted.
    @discardableResult
    package func run(_ sql: SQL) throws -> Int { try connection.run(sql) }

    /// Writes what nobody counts: an engine may send it along with what comes next, so a constraint that it breaks may only be told there, at the latest by
    /// the commit. Whatever is read afterwards knows of it.
    package func put(_ sql: SQL) throws { try connection.put(sql) }

    /// Tells every node that shares the database of this transaction, once it is committed (`Storage.announcements`).
    package func announce() { connection.announce() }

    /// Every row, decoded.
    package func rows<T>(_ sql: SQL, _ decode: (Columns) throws -> T) throws -> [T] {
        var rows: [T] = []
        try connection.each(sql) { cells in
            rows.append(try decode(Columns(cells: cells)))
            return true
        }
        return rows
    }

    /// The first row, decoded; nil when there is none.
    package func row<T>(_ sql: SQL, _ decode: (Columns) throws -> T) throws -> T? {
        var row: T?
        try connection.each(sql) { cells in
            row = try decode(Columns(cells: cells))
            return false
        }
        return row
    }

    /// The rows one by one, in constant memory. `body` may use the transaction.
    package func each(_ sql: SQL, _ body: (Columns) throws -> Void) throws {
        try connection.each(sql) { cells in
            try body(Columns(cells: cells))
            return true
        }
    }

    /// The integer in the first column of the first row, as of `SELECT COUNT(*)`.
    package func count(_ sql: SQL) throws -> Int {
        var count: Int?
        try connection.each(sql) { cells in
            if case .value(.integer(let integer))? = cells.cell(at: 0) { count = Int(integer) }
            return false
        }
        guard let count else { throw StorageFault.column(name: "1", problem: "holds no count") }
        return count
    }
}
