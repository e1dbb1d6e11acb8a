package import Crypto
package import Foundation
package import Standards
import Synchronization

/// Signed checkpoints of the ledger, kept in a folder outside the database, so that acts cut off its end are missed.
/// `latest` is replaced whole after every recorded act, before the act is acknowledged.
package actor Checkpoints {
    package nonisolated let directory: URL
    private let key: Curve25519.Signing.PrivateKey
    /// The last one signed here.
    private nonisolated let kept: Mutex<Checkpoint?>
    package static let origin = "chatelaine/ledger"

    package init(directory: URL, key: Curve25519.Signing.PrivateKey) throws {
        self.directory = directory
        self.key = key
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        kept = Mutex(try Self.read(in: directory, key: key.publicKey))
    }

    /// The latest checkpoint, nil when none was ever kept.
    /// - Throws: `ForgedCheckpoint` when the file is not one that this installation signed.
    package static func read(in directory: URL, key: Curve25519.Signing.PublicKey) throws -> Checkpoint? {
        let file = latest(in: directory)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let signed = SignedCheckpoint(text: try String(contentsOf: file, encoding: .utf8)), let note = NoteKey(name: origin, publicKey: key),
            signed.isSigned(by: note)
        else { throw ForgedCheckpoint() }
        return signed.checkpoint
    }

    /// At start: the ledger may be ahead of the last checkpoint by what was committed just before a crash, never behind it, and what was signed
    /// is still its beginning. `root` gives the root over that many first acts.
    package func resume(_ head: LedgerHead, at now: Date, root: @Sendable (Int) async throws -> MerkleHash) async throws {
        if let last = kept.withLock({ $0 }) {
            guard head.size >= last.size else { throw ShortenedLedger(expected: Int64(last.size), found: head.size) }
            let signed = last.size == head.size ? head.root : try await root(last.size)
            guard signed == last.root else { throw RewrittenLedger(size: last.size) }
        }
        if head.size > 0 { try keep(head, at: now) }
    }

    /// Before acts are added to `head`: when the last checkpoint was of that size, it was of that root too. A checkpoint that lags behind says
    /// nothing here; `chatelaine verify` holds it against the acts themselves.
    /// - Throws: `RewrittenLedger`.
    package nonisolated func continues(_ head: LedgerHead) throws {
        guard let last = kept.withLock({ $0 }), last.size == head.size, last.root != head.root else { return }
        throw RewrittenLedger(size: last.size)
    }

    /// The last one signed or read here; nil when there is none.
    package nonisolated var last: Checkpoint? { kept.withLock { $0 } }

    /// Writes the checkpoint of this head, unless a later one is already there; durable on return.
    package func keep(_ head: LedgerHead, at now: Date) throws {
        guard head.size > kept.withLock({ $0?.size ?? -1 }) else { return }
        guard let checkpoint = Checkpoint(origin: Self.origin, size: Int(head.size), root: head.root, at: now),
            let signed = try SignedCheckpoint(checkpoint, name: Self.origin, key: key)
        else { throw UnwritableCheckpoint() }
        try DurableFile.replace(Self.latest(in: directory), with: Data(signed.text.utf8))
        kept.withLock { $0 = checkpoint }
    }

    package static func latest(in directory: URL) -> URL { directory.appending(path: "latest") }
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
