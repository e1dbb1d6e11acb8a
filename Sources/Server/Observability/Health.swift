import Foundation
import Storage
import Web

/// Whether what acts need can be done now: a transaction that is written, room where the database and the checkpoints lie, and a ledger that ends with what
/// this installation wrote. It is asked once a second at most, however many want to know: those who come meanwhile share the answer.
package actor Health {
    package enum State: String, Sendable {
        case ok, unavailable
        /// Somebody else wrote to the ledger, or changed the tables: nothing is added.
        case unauthentic
    }

    private let storage: Storage
    private let checkpoints: Checkpoints
    private let schema: SchemaWatch
    private let isFollowing: @Sendable () -> Bool
    private let directories: [URL]
    /// The disk may take its time.
    private let worker = Workers(1)
    private var last: (at: ContinuousClock.Instant, state: State)?
    private var asking: Task<State, Never>?

    /// - Parameter isFollowing: whether what the decision index read last was this installation's.
    init(_ storage: Storage, _ checkpoints: Checkpoints, _ schema: SchemaWatch, isFollowing: @escaping @Sendable () -> Bool) {
        (self.storage, self.checkpoints, self.schema, self.isFollowing) = (storage, checkpoints, schema, isFollowing)
        directories = [checkpoints.directory] + (storage.directory.map { [URL(filePath: $0)] } ?? [])
    }

    package func isWell() async -> Bool { await state() == .ok }

    package func state() async -> State {
        guard schema.differences == 0, isFollowing() else { return .unauthentic }
        if let asking { return await asking.value }
        if let last, ContinuousClock.now - last.at < .seconds(1) { return last.state }
        let task = Task { [storage, checkpoints, directories, worker] in
            do {
                try await worker.run { for directory in directories { try DurableFile.probe(in: directory) } }
                try await Self.write(storage, checkpoints)
                return storage.isInPlace ? State.ok : .unavailable
            } catch {
                return UnauthenticLedger.isTold(by: error) ? .unauthentic : .unavailable
            }
        }
        asking = task
        let state = await task.value
        (last, asking) = ((.now, state), nil)
        return state
    }

    /// A write that changes nothing still needs the lock on the end of the ledger, a database that takes it and a disk that keeps it. It is about nothing else, and takes
    /// that lock last, as all do.
    private static func write(_ storage: Storage, _ checkpoints: Checkpoints) async throws {
        try await storage.write(.about(0)) { tx in
            try tx.lock(about: LedgerHead.end)
            try tx.touchLedger()
            let head = try tx.ledgerHead()
            try tx.requireAuthenticActs(from: head.size - 1)
            try checkpoints.continues(head)
        }
    }
}
