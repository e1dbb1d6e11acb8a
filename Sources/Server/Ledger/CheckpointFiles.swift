package import Crypto
package import Foundation
package import Standards

/// The two files in the folder of the checkpoints, signed notes both.
///
/// `latest` is replaced whole and flushed to the disk. `newest` is overwritten where it stands, in one write of less than a page, which the kernel
/// finishes however the process ends: 4 µs, where a rename over a file waits half a millisecond for the file system (ext4). After a power cut it may be
/// torn or old; then `latest` counts, which lags by a second at most.
package enum CheckpointFiles {
    package static func latest(in directory: URL) -> URL { directory.appending(path: "latest") }
    package static func newest(in directory: URL) -> URL { directory.appending(path: "newest") }

    /// The larger of the two; nil when none was ever kept.
    /// - Throws: `ForgedCheckpoint` when either is whole and not signed by this key, or when `latest` is not whole.
    package static func read(in directory: URL, key: Curve25519.Signing.PublicKey) throws -> Checkpoint? {
        let settled = try settled(in: directory, key: key)
        guard let newest = try whole(newest(in: directory)) else { return settled }
        let checkpoint = try checked(newest, key)
        guard let settled, settled.size >= checkpoint.size else { return checkpoint }
        return settled
    }

    /// The larger of the two, with its signatures.
    package static func largest(in directory: URL, key: Curve25519.Signing.PublicKey) throws -> SignedCheckpoint? {
        let size = try read(in: directory, key: key)?.size
        return try [latest(in: directory), newest(in: directory)].lazy.compactMap { try whole($0) }.first { $0.checkpoint.size == size }
    }

    /// The one that is on the disk for certain.
    package static func settled(in directory: URL, key: Curve25519.Signing.PublicKey) throws -> Checkpoint? {
        try signed(latest(in: directory), key)?.checkpoint
    }

    /// When that was signed; nil where it does not say.
    static func settledAt(in directory: URL, key: Curve25519.Signing.PublicKey) throws -> Date? {
        guard let signed = try signed(latest(in: directory), key) else { return nil }
        return signed.cosigned(by: try NoteKey.ofLedger(key, .cosignature)) ?? signed.checkpoint.instant
    }

    private static func signed(_ file: URL, _ key: Curve25519.Signing.PublicKey) throws -> SignedCheckpoint? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let signed = SignedCheckpoint(text: try text(of: file)) else { throw ForgedCheckpoint() }
        _ = try checked(signed, key)
        return signed
    }

    static func write(latest signed: SignedCheckpoint, in directory: URL) throws {
        try DurableFile.replace(latest(in: directory), with: Data(signed.text.utf8))
    }

    static func write(newest signed: SignedCheckpoint, in directory: URL) throws {
        try DurableFile.overwrite(newest(in: directory), with: Array(signed.text.utf8))
    }

    /// Begins again from this one, after a restoration. `stamp` says that it is smaller than the last, which is kept under a dated name.
    static func begin(with signed: SignedCheckpoint, asideAs stamp: String?, in directory: URL) throws {
        let files = FileManager.default
        try files.createDirectory(at: directory, withIntermediateDirectories: true)
        let cosigned = try witnessed(in: directory)
        for file in [latest(in: directory), newest(in: directory)] + cosigned where stamp != nil && files.fileExists(atPath: file.path) {
            try files.linkItem(at: file, to: file.appendingPathExtension("lost-\(stamp ?? "")"))
        }
        // In this order: cut off in between, the server refuses to start, and the restoration can be done again.
        try write(latest: signed, in: directory)
        for file in [newest(in: directory)] + cosigned where stamp != nil && files.fileExists(atPath: file.path) { try files.removeItem(at: file) }
    }

    /// - Throws: `ForgedCheckpoint`.
    static func checked(_ signed: SignedCheckpoint, _ key: Curve25519.Signing.PublicKey) throws -> Checkpoint {
        let origin = signed.checkpoint.origin
        guard [LogIdentity.origin(of: key), Checkpoints.origin].contains(origin), let note = NoteKey(name: origin, publicKey: key),
            signed.isSigned(by: note)
        else { throw ForgedCheckpoint() }
        return signed.checkpoint
    }

    /// What a file holds; nothing of one that is longer than any checkpoint.
    static func text(of file: URL) throws -> String {
        let size = try FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)[.size] as? Int
        return size ?? 0 <= longest ? String(decoding: try Data(contentsOf: file), as: UTF8.self) : ""
    }

    private static let longest = 65_536

    /// Nil when it is absent or torn. A reader beside the server may meet it half written, so it looks again.
    static func whole(_ file: URL) throws -> SignedCheckpoint? {
        for _ in 1...5 {
            guard FileManager.default.fileExists(atPath: file.path) else { return nil }
            if let signed = SignedCheckpoint(text: try text(of: file)) { return signed }
            usleep(1000)
        }
        return nil
    }
}
