import DecisionIndex
import Rules
import Standards
import Storage
import Synchronization

/// Reads a whole index over two connections at once.
///
/// Grants and the codes of kept rows change with the ledger alone, so they may come from another snapshot than the other rows if it stands at the same
/// position. Acts never change:
/// a snapshot begun later holds every act that opened one of those rows.
struct IndexLoader {
    let storage: Storage
    let catalogue: Catalogue
    /// What was signed here before the index is read is in it.
    let signed: Checkpoint?

    /// - Throws: `UnaccountedRows` when the rows are not those that acts wrote; `UnreadableRows`.
    func run() async throws -> LoadedIndex {
        do { return try await read() } catch  where UnreadableRows.isMeant(by: error) {
            throw UnreadableRows(what: "\(error)")
        }
    }

    private func read() async throws -> LoadedIndex {
        let (rows, grants, acts) = try await storage.read { [catalogue, storage, signed] tx in
            let (last, head, sums, claim) = (try tx.indexHead(), try tx.ledgerHead(), try tx.rowSums(), Claim())
            try tx.requireAuthenticActs(from: head.size - 1)
            try signed?.continues(in: head)
            let empty = RowSummer(try tx.rowHasher(for: sums))
            let grants = Task {
                try await storage.read { tx in
                    try tx.ledgerHead() == head && tx.rowSums() == sums && claim.take() ? try LoadedGrants(tx, adding: empty) : nil
                }
            }
            let acts = Task {
                _ = await grants.result
                return try await storage.read { tx in try tx.actHeaders() }
            }
            do {
                var summer: RowSummer? = empty
                let builder = try tx.indexRows(catalogue, &summer)
                // The other connection was not to be had, or somebody wrote in between.
                let own = claim.take() ? try LoadedGrants(tx, adding: empty) : nil
                return (LoadedRows(builder: builder, summer: summer ?? empty, sums: sums, last: last, grants: own), grants, acts)
            } catch {
                grants.cancel()
                acts.cancel()
                throw error
            }
        }
        let found = try await grants.value
        guard let loaded = rows.grants ?? found else {
            // The other connection had taken them on and had to begin again, when it was too late to tell.
            return try await storage.read { [catalogue] tx in try tx.loadedIndex(catalogue) }
        }
        return try rows.index(with: loaded, try await acts.value)
    }
}

extension UnreadableRows {
    fileprivate static func isMeant(by error: any Error) -> Bool {
        switch error {
        case is IndexFault, is UnknownRole, is InvalidIdentifier, StorageFault.column: true
        default: false
        }
    }
}

/// An index read from rows that add up, and which kept rows there were then.
struct LoadedIndex: Sendable {
    let index: DecisionIndex
    let head: IndexHead
    let known: KnownRows
}

/// What one snapshot holds.
struct LoadedRows: Sendable {
    let builder: IndexBuilder
    let summer: RowSummer
    let sums: RowSums
    let last: IndexHead
    /// Nil when they are read over another connection.
    let grants: LoadedGrants?

    /// - Throws: `UnaccountedRows`.
    consuming func index(with grants: LoadedGrants, _ acts: ActHeaders) throws -> LoadedIndex {
        var (builder, summer) = (builder, summer)
        try builder.add(grants.grants)
        summer.take(grants.summer)
        try summer.require(equalTo: sums)
        return LoadedIndex(index: try builder.finished(with: acts), head: last, known: grants.known)
    }
}

/// What changes with the ledger alone.
struct LoadedGrants: Sendable {
    let grants: IndexGrants
    let known: KnownRows
    let summer: RowSummer

    init(_ tx: borrowing Transaction, adding empty: RowSummer) throws {
        var summer: RowSummer? = empty
        grants = try tx.indexGrants(&summer)
        var kept = summer ?? empty
        known = try kept.addKept(tx)
        self.summer = kept
    }
}

/// Work that one of two does: whoever takes it first.
private final class Claim: Sendable {
    private let isTaken = Atomic(false)

    func take() -> Bool { !isTaken.exchange(true, ordering: .acquiringAndReleasing) }
}
