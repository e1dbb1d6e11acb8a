import DecisionIndex
import Rules
import Storage
import Synchronization

/// Reads a whole index over two connections at once.
///
/// Grants change with the ledger alone, so they may come from another snapshot than the other rows if it stands at the same position. Acts never change:
/// a snapshot begun later holds every act that opened one of those rows.
struct IndexLoader {
    let storage: Storage
    let catalogue: Catalogue

    func run() async throws -> (index: DecisionIndex, head: IndexHead) {
        let (rows, last, grants, acts, isWhole) = try await storage.read { [catalogue, storage] tx in
            let (last, head, claim) = (try tx.indexHead(), try tx.ledgerHead(), Claim())
            try tx.requireAuthenticActs(from: head.size - 1)
            let grants = Task { try await storage.read { tx in try tx.ledgerHead() == head && claim.take() ? try tx.indexGrants() : nil } }
            let acts = Task {
                _ = await grants.result
                return try await storage.read { tx in try tx.actHeaders() }
            }
            do {
                var rows = try tx.indexRows(catalogue)
                // The other connection was not to be had, or somebody wrote in between.
                let isWhole = claim.take()
                if isWhole { try rows.add(try tx.indexGrants()) }
                return (rows, last, grants, acts, isWhole)
            } catch {
                grants.cancel()
                acts.cancel()
                throw error
            }
        }
        var builder = rows
        let found = try await grants.value
        // The other connection had taken them on and had to begin again, when it was too late to tell.
        guard isWhole || found != nil else {
            return try await storage.read { [catalogue] tx in (try tx.decisionIndex(catalogue), try tx.indexHead()) }
        }
        if let found { try builder.add(found) }
        return (try builder.finished(with: try await acts.value), last)
    }
}

/// Work that one of two does: whoever takes it first.
private final class Claim: Sendable {
    private let isTaken = Atomic(false)

    func take() -> Bool { !isTaken.exchange(true, ordering: .acquiringAndReleasing) }
}
