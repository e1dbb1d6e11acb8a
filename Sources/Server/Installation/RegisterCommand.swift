import Crypto
import Foundation
import Rules
import Standards
import Storage

extension DataDirectory {
    /// Registers an extract: all of it or nothing. A server that runs on the same data sees it at once on its pages, and
    /// within a second in its decisions: that is how often it looks what others changed; on PostgreSQL it is told.
    /// - Throws: `UnreadableRegister` when it names people or entities that nobody knows; `NotFounded` in a demo that was never started.
    package func register(_ extract: RegisterExtract) async throws -> RegisterCounts {
        let newID = IDGenerator(clock: SystemClock.now)
        let counts = try await storage.write { [isDemo] tx in
            if isDemo, try tx.isEmpty() { throw NotFounded() }
            return try tx.register(extract, at: SystemClock.now(), newKey: { newID() })
        }
        try await countActs()
        return counts
    }

    /// A server that runs counts them with the next act that it records; without one, or before its first, they are counted here.
    private func countActs() async throws {
        let checkpoints = try Checkpoints(directory: data.appending(path: "checkpoints"), key: ring.checkpoints)
        let lock = try? ServingLock(in: data)
        guard lock != nil || checkpoints.last == nil else { return }
        defer { withExtendedLifetime(lock) {} }
        try await checkpoints.resume(try await storage.read { tx in try tx.ledgerHead() }, at: SystemClock.now()) { [storage] size in
            MerkleTree.root(of: try await storage.read { tx in try tx.leafHashes(ofFirst: size) })
        }
    }
}

/// The demo's world only comes into an empty database, so nobody may come before it.
package struct NotFounded: Error, CustomStringConvertible {
    package var description: String { "The demo world is not there yet: start chatelaine serve --demo once, then register." }
}
