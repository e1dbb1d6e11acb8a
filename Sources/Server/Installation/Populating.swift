import Foundation
package import Rules
import Storage
import Web

/// Writes a large invented world into an empty installation, part by part: while one is written, the next is made.
package struct Populating: Sendable {
    private let dataDirectory: DataDirectory
    private let checkpoints: Checkpoints
    private let sealer: Sealer
    private let hash: String
    private let now: Date
    private let lock: ServingLock
    private let zone: Zone

    /// Opens the data directory and the database as those of a demo: what is invented, with a password that everybody knows, is never served as real.
    /// - Throws: `MixedWorlds` on real data, `AlreadyFounded` when the database knows anybody.
    package init(_ options: Options, password: String) async throws {
        var options = options
        options.isDemo = true
        dataDirectory = try await DataDirectory(options)
        lock = try ServingLock(in: options.data)
        zone = options.zone
        checkpoints = try Checkpoints(directory: options.data.appending(path: "checkpoints"), key: dataDirectory.ring.checkpoints)
        sealer = dataDirectory.ring.sealer
        // One hash for all accounts: a slow hash for each would take days.
        hash = try await PasswordHash().hash(password)
        now = SystemClock.now()
        try await dataDirectory.storage.write { [now] tx in
            guard try tx.isEmpty() else { throw AlreadyFounded() }
            try tx.noteInventedWorld(at: now)
        }
    }

    /// - Parameters:
    ///   - next: the next part; nil after the last. People and entities come before acts that name them.
    ///   - onProgress: told what is written so far, after each part.
    /// - Returns: the ledger's head, signed in the checkpoint.
    package func run(_ next: @escaping @Sendable () throws -> World?, onProgress: @Sendable (WorldCounts) -> Void) async throws -> LedgerHead {
        let storage = dataDirectory.storage
        try await storage.load { load in
            var counts = WorldCounts()
            var part = try await written(next)
            while let current = part {
                async let following = written(next)
                try await storage.write { tx in try tx.found(current, in: load) }
                counts += current.counts
                onProgress(counts)
                part = try await following
            }
        }
        let head = try await storage.read { tx in try tx.ledgerHead() }
        try checkpoints.keep(head, at: SystemClock.now())
        try checkpoints.settle()
        try dataDirectory.close()
        return head
    }

    private func written(_ next: @Sendable () throws -> World?) async throws -> WrittenWorld? {
        try next().map { try WrittenWorld($0.days(in: zone), password: hash, sealer, at: now) }
    }
}
