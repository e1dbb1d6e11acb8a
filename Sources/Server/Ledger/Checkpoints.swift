package import Crypto
package import Foundation
package import Standards

/// Signed checkpoints of the ledger, kept in a folder outside the database, so that acts cut off its end are missed.
/// `latest` is replaced whole after every recorded act, before the act is acknowledged.
package actor Checkpoints {
    package nonisolated let directory: URL
    private let key: Curve25519.Signing.PrivateKey
    private var kept: Int64
    package static let origin = "chatelaine/ledger"

    package init(directory: URL, key: Curve25519.Signing.PrivateKey) throws {
        self.directory = directory
        self.key = key
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        kept = try Self.read(in: directory, key: key.publicKey).map { Int64($0.size) } ?? -1
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

    /// At start: the ledger may be ahead of the last checkpoint by what was committed just before a crash, never behind it.
    package func resume(_ head: LedgerHead, at now: Date) throws {
        guard head.size >= kept else { throw ShortenedLedger(expected: kept, found: head.size) }
        if head.size > 0 { try keep(head, at: now) }
    }

    /// Writes the checkpoint of this head, unless a later one is already there; durable on return.
    package func keep(_ head: LedgerHead, at now: Date) throws {
        guard head.size > kept else { return }
        guard let checkpoint = Checkpoint(origin: Self.origin, size: Int(head.size), root: head.root, at: now),
            let signed = try SignedCheckpoint(checkpoint, name: Self.origin, key: key)
        else { throw UnwritableCheckpoint() }
        try DurableFile.replace(Self.latest(in: directory), with: Data(signed.text.utf8))
        kept = head.size
    }

    package static func latest(in directory: URL) -> URL { directory.appending(path: "latest") }
}

/// The checkpoint could not be put into words: its origin or time is outside what a checkpoint can say.
package struct UnwritableCheckpoint: Error {}

/// The checkpoint file is not one that this installation signed.
package struct ForgedCheckpoint: Error, CustomStringConvertible {
    package var description: String { "The checkpoint was not signed by this installation's key." }
}

/// The ledger holds fewer acts than were once acknowledged.
package struct ShortenedLedger: Error, CustomStringConvertible {
    package let expected: Int64
    package let found: Int64
    package var description: String { "The ledger holds \(found) acts; the last checkpoint counted \(expected). Acts are missing: restore the database." }
}
