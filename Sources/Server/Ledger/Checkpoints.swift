package import Crypto
package import Foundation
package import Standards
package import Storage
import Synchronization

/// Signed checkpoints of the ledger, kept in a folder outside the database, so that acts cut off its end are missed. Each node has a folder of its own.
/// `newest` is written at every recorded act, before the act is acknowledged, and outlives the process; `latest` follows within a second and outlives
/// the machine (`CheckpointKeeper`).
package final class Checkpoints: Sendable {
    package let directory: URL
    private let key: Curve25519.Signing.PrivateKey
    /// The last one signed here, of the largest ledger. Held while signing and writing.
    private let kept: Mutex<Kept?>
    private let signedAt: Mutex<Date?>
    /// The largest ledger committed here, signed or about to be.
    private let announced = Mutex<Announced?>(nil)
    /// What the last transaction that passed here was about to commit.
    private let foreseen = Mutex<LedgerHead?>(nil)
    /// Why nothing is added to the ledger any more; nil as long as all is well.
    private let ended = Mutex<CheckpointFault?>(nil)
    /// How many acts `latest` counts, below 0 while there is none. Held while it is replaced, for as long as the disk takes.
    private let settled: Mutex<Int>
    private let hasLatest: Atomic<Bool>
    /// The origin of all checkpoints until each installation got one of its own (`LogIdentity`).
    package static let origin = "chatelaine/ledger"

    private struct Kept {
        let checkpoint: Checkpoint
        /// The tree of these acts, so that those of others which follow can be held against the root that is stored of them.
        var frontier: MerkleFrontier?
    }

    private struct Announced {
        let head: LedgerHead
        let frontier: MerkleFrontier?
    }

    package init(directory: URL, key: Curve25519.Signing.PrivateKey) throws {
        self.directory = directory
        self.key = key
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        kept = Mutex(try CheckpointFiles.read(in: directory, key: key.publicKey).map { Kept(checkpoint: $0) })
        let latest = try CheckpointFiles.settled(in: directory, key: key.publicKey)
        signedAt = Mutex(try CheckpointFiles.settledAt(in: directory, key: key.publicKey))
        settled = Mutex(latest?.size ?? -1)
        hasLatest = Atomic(latest != nil)
    }

    /// At start: the ledger may be ahead of the last checkpoint by what was committed just before a crash, or by other nodes, never behind it, and
    /// what was signed is still its beginning. `root` gives the root over that many first acts.
    package func resume(
        _ head: LedgerHead, _ frontier: MerkleFrontier? = nil, at now: Date, root: @Sendable (Int) async throws -> MerkleHash
    ) async throws {
        if let last { try await last.precedes(head, root: root) }
        if head.size > 0 { try keep(head, frontier, at: now) }
        kept.withLock { if $0?.checkpoint.size == Int(head.size), frontier?.root == head.root { $0?.frontier = frontier } }
        try settle()
    }

    /// Before acts are added to `head`: it holds what was acknowledged here, and when the last checkpoint was of that size, it was of that root too.
    /// A checkpoint that lags behind other nodes says no more; `chatelaine verify` holds it against the acts themselves.
    /// - Throws: `ShortenedLedger`, `RewrittenLedger`.
    package func continues(_ head: LedgerHead) throws { try last?.continues(in: head) }

    /// The same, and the acts of others that lie between give the root that is stored of them.
    /// - Throws: `ShortenedLedger`, `RewrittenLedger`, `CheckpointFault` once there was one.
    func continues(_ growth: LedgerGrowth, in tx: borrowing Transaction) throws {
        if let contradiction { throw contradiction }
        // What the writer before left here is known, also while its checkpoint is being signed.
        let isOwn = foreseen.withLock { $0 } == growth.before
        if isOwn { try continues(growth.before) } else { try Self.continues(growth.before, kept.withLock { $0 }, tx) }
        foreseen.withLock { $0 = growth.after }
    }

    private static func continues(_ head: LedgerHead, _ kept: Kept?, _ tx: borrowing Transaction) throws {
        try kept?.checkpoint.continues(in: head)
        guard var frontier = kept?.frontier, frontier.count < head.size else { return }
        let size = frontier.count
        try tx.eachLeafHash(size..<Int(head.size)) { frontier.append($0) }
        guard LedgerHead(size: Int64(frontier.count), root: frontier.root) == head else { throw RewrittenLedger(size: size) }
    }

    /// The last one signed or read here; nil when there is none.
    package var last: Checkpoint? { kept.withLock { $0?.checkpoint } }

    package var publicKey: Curve25519.Signing.PublicKey { key.publicKey }

    /// The last one, signed once more, with this time.
    package func signed(at now: Date) throws -> SignedCheckpoint? {
        try last.map { try SignedCheckpoint(LedgerHead($0), at: now, key: key) }
    }

    /// Signs what other nodes have added since, once it is known to continue what was signed here.
    package func follow(_ storage: Storage, at now: Date) async throws {
        // Before the look at the database: what is signed meanwhile is not there yet.
        let kept = kept.withLock { $0 }
        let frontier = try await storage.read { tx in
            let frontier = try tx.frontier()
            try Self.continues(LedgerHead(size: Int64(frontier.count), root: frontier.root), kept, tx)
            return frontier
        }
        if frontier.count > 0 { try keep(LedgerHead(size: Int64(frontier.count), root: frontier.root), frontier, at: now) }
    }

    /// Nothing is added to the ledger any more: a checkpoint that was signed here proves that it lost or changed acts.
    package func end(because fault: CheckpointFault) { ended.withLock { $0 = $0 ?? fault } }

    package var contradiction: CheckpointFault? { ended.withLock { $0 } }

    func keep(_ growth: LedgerGrowth, at now: Date) throws { try keep(growth.after, growth.end.frontier, at: now) }

    /// When that was; nil while it is not known.
    package var lastSigned: Date? { signedAt.withLock { $0 } }

    /// On return a checkpoint of this head or of a later one outlives the process. Of writers that come together one signs for all.
    package func keep(_ head: LedgerHead, _ frontier: MerkleFrontier? = nil, at now: Date) throws {
        let announcing = Announced(head: head, frontier: frontier)
        announced.withLock { $0 = Self.larger($0, announcing) }
        try kept.withLock { kept in
            guard head.size > kept?.checkpoint.size ?? -1 else { return }
            let largest = announced.withLock { Self.larger($0, announcing) }
            // Without its time, which would cost a second signature for every act.
            let signed = try SignedCheckpoint(largest.head, key: key)
            try CheckpointFiles.write(newest: signed, in: directory)
            kept = Kept(checkpoint: signed.checkpoint, frontier: largest.frontier)
            signedAt.withLock { $0 = now }
        }
        // The very first does not wait for the keeper: from then on a folder without `latest` has lost it.
        if !hasLatest.load(ordering: .relaxed) { try settle() }
    }

    /// Makes the last checkpoint durable as `latest`. It waits for the disk, and no act waits for it.
    package func settle() throws {
        try settled.withLock { settled in
            guard let last, last.size > settled else { return }
            let now = signedAt.withLock { $0 } ?? SystemClock.now()
            try CheckpointFiles.write(latest: try SignedCheckpoint(LedgerHead(last), at: now, key: key), in: directory)
            settled = last.size
            hasLatest.store(true, ordering: .relaxed)
        }
    }

    private static func larger(_ one: Announced?, _ other: Announced) -> Announced {
        guard let one, one.head.size > other.head.size else { return other }
        return one
    }
}

extension Checkpoint {
    /// A ledger with this head may begin with the acts that this counted: as far as a head tells.
    /// - Throws: `ShortenedLedger`, `RewrittenLedger`.
    func continues(in head: LedgerHead) throws {
        guard head.size >= size else { throw ShortenedLedger(expected: Int64(size), found: head.size) }
        guard size < head.size || root == head.root else { throw RewrittenLedger(size: size) }
    }

    /// The acts that this counted are still there, as the first of the ledger that now has this head.
    /// - Throws: `ShortenedLedger`, `RewrittenLedger`.
    func precedes(_ head: LedgerHead, root: @Sendable (Int) async throws -> MerkleHash) async throws {
        guard head.size >= size else { throw ShortenedLedger(expected: Int64(size), found: head.size) }
        let signed = size == head.size ? head.root : try await root(size)
        guard signed == self.root else { throw RewrittenLedger(size: size) }
    }
}

extension LedgerHead {
    init(_ checkpoint: Checkpoint) { self.init(size: Int64(checkpoint.size), root: checkpoint.root) }
}

extension SignedCheckpoint {
    /// Signed, and cosigned with the time.
    /// - Throws: `UnwritableCheckpoint`.
    init(_ head: LedgerHead, at now: Date, key: Curve25519.Signing.PrivateKey) throws {
        let signed = try SignedCheckpoint(head, key: key)
        guard let timed = try signed.cosigned(at: now, name: signed.checkpoint.origin, key: key) else { throw UnwritableCheckpoint() }
        self = timed
    }

    /// - Throws: `UnwritableCheckpoint`.
    init(_ head: LedgerHead, key: Curve25519.Signing.PrivateKey) throws {
        let origin = LogIdentity.origin(of: key.publicKey)
        guard let checkpoint = Checkpoint(origin: origin, size: Int(head.size), root: head.root),
            let signed = try SignedCheckpoint(checkpoint, name: origin, key: key)
        else { throw UnwritableCheckpoint() }
        self = signed
    }
}

/// The checkpoint could not be put into words: its origin or time is outside what a checkpoint can say.
package struct UnwritableCheckpoint: Error {}

/// The checkpoint file is not one that this installation signed.
package struct ForgedCheckpoint: Error, CustomStringConvertible {
    package var description: String { "The checkpoint was not signed by this installation's key." }
}

/// Acts that were signed were changed since.
package struct RewrittenLedger: Error, CustomStringConvertible {
    package let size: Int
    package var description: String {
        "The first \(size) acts of the ledger are not those that were signed: an act was changed. Restore the database."
    }
}

/// The ledger holds fewer acts than were once acknowledged.
package struct ShortenedLedger: Error, CustomStringConvertible {
    package let expected: Int64
    package let found: Int64
    package var description: String {
        "The ledger holds \(found) acts; the last checkpoint counted \(expected). Acts are missing: restore the database."
    }
}
