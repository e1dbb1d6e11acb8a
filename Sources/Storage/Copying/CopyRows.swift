import Synchronization

extension Storage {
    /// Writes every row of these tables, as they are at one moment, into a database that has the tables and no rows in them: in one transaction, so
    /// all of them or nothing. Some thousand rows are in memory at a time.
    ///
    /// - Parameters:
    ///   - tables: those that others refer to first.
    ///   - isWritten: told of each batch, with the number of its rows.
    ///   - check: made of what was written, before the commit.
    /// - Returns: the sums of all tables, which are the same on both sides; nothing is committed unless they are.
    /// - Throws: `RowsInTheWay`, `RowsDiffer`, or what went wrong on either side.
    @discardableResult
    package func copy(
        _ tables: [MadeTable], to target: Storage, isWritten: @escaping @Sendable (MadeTable, Int) -> Void = { _, _ in },
        check: @escaping @Sendable (borrowing Transaction) throws -> Void = { _ in }
    ) async throws -> [TableSum] {
        let (rows, proofs) = (Handover<(table: Int, values: [Value])>(capacity: 4), Handover<[TableSum]>(capacity: 1))
        let (hasRead, hasWritten) = (Once(), Once())

        @Sendable func read() async {
            do {
                try await self.read { tx in
                    try hasRead.check()
                    for (number, table) in tables.enumerated() { try tx.batches(of: table) { try rows.put((number, $0)) } }
                    rows.complete()
                    try proofs.put(tx.sums(of: tables))
                }
            } catch {
                rows.fail(error)
                proofs.fail(error)
            }
        }

        @Sendable func write() async throws -> [TableSum] {
            defer {
                rows.leave()
                proofs.leave()
            }
            return try await target.write { tx in
                try hasWritten.check()
                if let occupied = try tables.first(where: { try !tx.isEmpty($0) }) { throw RowsInTheWay(table: occupied.name) }
                try tx.beginLoading()
                // A server takes a session that is silent for long for a forgotten one.
                while let (number, values) = try rows.take(meanwhile: { _ = try tx.count("SELECT 1") }) {
                    try tx.insert(values, into: tables[number])
                    isWritten(tables[number], values.count / tables[number].columns.count)
                }
                try tx.endLoading()
                let copied = try tx.sums(of: tables)
                guard let original = try proofs.take(meanwhile: { _ = try tx.count("SELECT 1") }), original == copied else { throw RowsDiffer() }
                try check(tx)
                return copied
            }
        }

        async let reading: Void = read()
        let sums = try await write()
        await reading
        return sums
    }
}

/// An engine may run a transaction again; what was handed over cannot be handed over twice.
private final class Once: Sendable {
    private let isDone = Mutex(false)

    func check() throws(StorageFault) {
        let wasDone = isDone.withLock { done in
            defer { done = true }
            return done
        }
        if wasDone { throw .busy }
    }
}

/// Rows are only copied to where there are none: nothing is mixed, nothing overwritten.
package struct RowsInTheWay: Error, Hashable, CustomStringConvertible {
    package let table: String
    package var description: String { "The database to copy to is not empty: it has rows in \(table). Name an empty one." }
}

/// What was written is not what was read; nothing of it was kept.
package struct RowsDiffer: Error, CustomStringConvertible {
    package init() {}
    package var description: String { "The copy is not equal to the original; nothing was kept of it." }
}
