import DecisionIndex
import Rules
import Standards
import Storage
import Synchronization

/// Reads a whole index over two connections at once.
///
/// Grants and the codes of kept rows change with the ledger alone, so they may come from another snapshot than the other rows if it stands at the same
/// position.
struct IndexLoader {
    let storage: Storage
    let catalogue: Catalogue
    /// What was signed here before the index is read is in it.
    let signed: Checkpoint?

    /// An index that is being read.
    func begun() -> Task<LoadedIndex, any Error> { Task { try await run() } }

    /// - Throws: `UnaccountedRows` when the rows are not those that acts wrote; `UnreadableRows`.
    func run() async throws -> LoadedIndex {
        let (rows, sums, last, others) = try await storage.read { [catalogue, storage, signed] tx in
            let (last, head, sums) = (try tx.indexHead(), try tx.ledgerHead(continuing: signed), try tx.rowSums())
            let (parts, empty) = (PartsToRead(), RowSummer(try tx.rowHasher(for: sums)))
            let others = Task {
                try await storage.read { tx in
                    var loaded = LoadedParts(empty)
                    guard try tx.ledgerHead() == head && tx.rowSums() == sums else { return loaded }
                    try loaded.read(from: parts, tx)
                    return loaded
                }
            }
            do { return (try LoadedRows(tx, catalogue, parts, empty), sums, last, others) } catch {
                others.cancel()
                throw error
            }
        }
        var whole = rows
        whole.take(try await others.value)
        // A connection that was lost began again, and what it had read before is missing.
        guard whole.isWhole else { return try await storage.read { [catalogue, signed] tx in try tx.loadedIndex(catalogue, signed: signed) } }
        return try whole.index(sums, last)
    }
}

extension Transaction {
    /// The end of a ledger that holds what was signed, and ends with an act of this installation.
    /// - Throws: `UnauthenticLedger`; `ShortenedLedger`.
    fileprivate func ledgerHead(continuing signed: Checkpoint?) throws -> LedgerHead {
        let head = try ledgerHead()
        try requireAuthenticActs(from: head.size - 1)
        try signed?.continues(in: head)
        return head
    }

    /// Out of this snapshot alone.
    /// - Throws: as `IndexLoader.run`.
    func loadedIndex(_ catalogue: Catalogue, signed: Checkpoint?) throws -> LoadedIndex {
        let (last, _, sums) = (try indexHead(), try ledgerHead(continuing: signed), try rowSums())
        return try LoadedRows(self, catalogue, PartsToRead(), RowSummer(try rowHasher(for: sums))).index(sums, last)
    }
}

extension UnreadableRows {
    /// Whether an error says that rows hold what no version writes.
    static func isMeant(by error: any Error) -> Bool {
        switch error {
        case is IndexFault, is UnknownRole, is InvalidIdentifier, StorageFault.column: true
        default: false
        }
    }
}

/// An index read from rows that add up, and which kept rows there were then.
package struct LoadedIndex: Sendable {
    let index: DecisionIndex
    let head: IndexHead
    let known: KnownRows
}
