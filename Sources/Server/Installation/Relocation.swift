import Foundation
import Standards
import Storage

/// Moving an installation's rows from one database to another, of whichever engines. Keys and checkpoints are files and stay where they are.
package enum Relocation {
    /// Copies what is there at one moment into an empty database, which gets its tables first.
    /// - Parameters:
    ///   - original: its URL, as `--database` takes it; `copy` too.
    ///   - isWritten: told of each table and number of rows as they are written.
    /// - Returns: the head of the ledger, recomputed from the acts in both databases.
    /// - Throws: `WrongOption`, `BrokenLedger`, `RowsInTheWay`, `RowsDiffer` or a `StorageFault`; then nothing was written but empty tables.
    package static func copy(
        from original: String, to copy: String, isWritten: @escaping @Sendable (_ table: String, _ rows: Int) -> Void = { _, _ in }
    ) async throws -> LedgerHead {
        let (original, copy) = (try DatabaseURL(original), try DatabaseURL(copy))
        if case .sqlite(let path) = original, !FileManager.default.fileExists(atPath: path) {
            throw WrongOption(name: "from", expected: "a database that is there")
        }
        let source = try Storage(original)
        let known = Schema.migrations.map(\.name)
        guard let applied = try? await source.migrations(), applied == known else {
            throw WrongOption(name: "from", expected: "the database of an installation that this version of the server has migrated")
        }
        let target = try Storage(copy)
        try await target.migrate(Schema.migrations)
        let proof = try await source.copy(Schema.tables, to: target, isWritten: { isWritten($0.name, $1) }, proof: { tx in try Proof(tx) })
        try source.close()
        try target.close()
        return proof.head
    }

    /// What both databases must agree on.
    private struct Proof: Equatable {
        let head: LedgerHead
        let counts: [Int]

        init(_ tx: borrowing Transaction) throws {
            let frontier = try tx.recomputedFrontier()
            head = LedgerHead(size: Int64(frontier.count), root: frontier.root)
            guard try tx.storedHead() == head else { throw BrokenLedger() }
            var counts: [Int] = []
            for table in Schema.tables { counts.append(try tx.count(table)) }
            self.counts = counts
        }
    }
}

/// A copy would hide where the fault came from.
package struct BrokenLedger: Error, CustomStringConvertible {
    package var description: String { "The acts do not give the tree that is stored with them; nothing was copied. Ask `chatelaine verify`." }
}
