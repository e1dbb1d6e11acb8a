/// One open transaction: everything read or written goes through it. Synchronous, on a worker thread; it cannot leave its closure.
///
/// After a `StorageFault` let the closure throw: some engines accept nothing more in the same transaction. Use ON CONFLICT where a conflict is expected.
package struct Transaction: ~Copyable {
    let connection: any Connection
    /// What the layers above remember until the transaction ends. A transaction that is run again begins without any.
    package let notes = TransactionNotes()

    /// Seals personal data for its column, and opens it.
    /// - Throws: `StorageFault`, when the storage was opened without its keys.
    package var sealer: Sealer {
        get throws {
            guard let sealer = notes.sealer else { throw StorageFault.unavailable("the storage was opened without its sealing keys") }
            return sealer
        }
    }

    /// Whether it has the keys: without them nothing can be sealed, opened or proven.
    package var hasSealer: Bool { notes.sealer != nil }

    /// Runs one statement; the number of rows it inserted, updated or deleted.
    @discardableResult
    package func run(_ sql: SQL) throws -> Int { try connection.run(sql) }

    /// Writes what nobody counts: an engine may send it along with what comes next, so a constraint that it breaks may only be told there, at the latest by
    /// the commit. Whatever is read afterwards knows of it.
    package func pipeline(_ sql: SQL) throws { try connection.pipeline(sql) }

    /// Waits until nobody else writes about this any more, and keeps others from it until the end. What is read of it afterwards has not changed before
    /// the commit. Lock in one order everywhere, so that no two wait for each other. A writer who is alone has no need to wait.
    package func lock(about subject: Int64) throws { try connection.lock(about: subject) }

    /// Does this just before the commit, in the order of the calls, where writers write beside each other and this would keep them waiting; at once
    /// where they wait for each other anyway. So nothing in between may count on it, nor on its absence.
    package func beforeCommit(_ step: @escaping (borrowing Transaction) throws -> Void) throws {
        guard connection.canWait else { return try step(self) }
        notes[CommitSteps.self, default: CommitSteps()].steps.append(step)
    }

    /// Does this at the end of the transaction, after all else, whoever writes beside it. Whoever asks for it again takes the place of the former.
    package func lastly(_ step: @escaping (borrowing Transaction) throws -> Void) { notes[LastStep.self] = LastStep(step: step) }

    /// Does what waits to be done last.
    package func finish() throws {
        while let waiting = notes[CommitSteps.self] {
            notes[CommitSteps.self] = nil
            for step in waiting.steps { try step(self) }
        }
        guard let last = notes[LastStep.self] else { return }
        notes[LastStep.self] = nil
        try last.step(self)
    }

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

/// What is done after all else in a transaction.
private struct LastStep {
    let step: (borrowing Transaction) throws -> Void
}

/// What is done last in a transaction.
private struct CommitSteps {
    var steps: [(borrowing Transaction) throws -> Void] = []
}
