import Rules
import Storage
import Synchronization

/// Reads a whole index over two connections at once.
///
/// Grants change with the ledger alone, so they may come from another snapshot than the other rows if it stands at the same position. Acts never change:
/// a snapshot begun later holds every act that opened one of those rows.
struct IndexReading {
    let storage: Storage
    let catalogue: Catalogue

    func run() async throws -> (index: DecisionIndex, ends: IndexEnds) {
        let (rows, ends, grants, acts) = try await storage.read { [catalogue, storage] tx in
            let (ends, head, turn) = (try tx.indexEnds(), try tx.ledgerHead(), Turn())
            let grants = Task { try await storage.read { tx in try tx.ledgerHead() == head && turn.take() ? try tx.indexGrants() : nil } }
            let acts = Task {
                _ = await grants.result
                return try await storage.read { tx in try tx.indexBackground() }
            }
            do {
                var rows = try tx.indexRows(catalogue)
                // The other connection was not to be had, or somebody wrote in between.
                if turn.take() { try rows.add(try tx.indexGrants()) }
                return (rows, ends, grants, acts)
            } catch {
                for task in [grants.cancel, acts.cancel] { task() }
                throw error
            }
        }
        var builder = rows
        if let grants = try await grants.value { try builder.add(grants) }
        return (try builder.finished(with: try await acts.value), ends)
    }
}

/// Whoever takes it first has it.
private final class Turn: Sendable {
    private let isTaken = Atomic(false)

    func take() -> Bool { !isTaken.exchange(true, ordering: .acquiringAndReleasing) }
}
