package import Crypto
package import FoundationEssentials

/// A time, and the signature over it and a checkpoint: at that time it was the newest state that the signer knew of the log (C2SP tlog-cosignature v1).
package struct Cosignature: Hashable, Sendable {
    /// Whole seconds since 1970.
    package let seconds: Int64
    let signature: [UInt8]

    package init(of checkpoint: Checkpoint, at instant: Date, key: Curve25519.Signing.PrivateKey) throws {
        seconds = Int64(max(0, instant.timeIntervalSince1970.rounded(.down)))
        signature = Array(try key.signature(for: Self.message(checkpoint, seconds)))
    }

    package var instant: Date { Date(timeIntervalSince1970: TimeInterval(seconds)) }

    func isValid(for checkpoint: Checkpoint, by key: Curve25519.Signing.PublicKey) -> Bool {
        key.isValidSignature(signature, for: Self.message(checkpoint, seconds))
    }

    /// What is signed: a line that no checkpoint of ours begins with, a line with the time, and the whole text.
    private static func message(_ checkpoint: Checkpoint, _ seconds: Int64) -> Data {
        Data("cosignature/v1\ntime \(seconds)\n\(checkpoint.text)".utf8)
    }
}

extension Cosignature {
    /// Eight bytes of the time, most significant first, then the 64 of the signature.
    package var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * $0)) } + signature }

    /// Nil unless there are so many bytes, and the time is one that can be meant.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 72, let seconds = Int64(exactly: bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) else { return nil }
        self.seconds = seconds
        signature = Array(bytes.dropFirst(8))
    }
}

extension SignedCheckpoint {
    /// The same, cosigned under `name` as well. Nil when `name` cannot name a key.
    package func cosigned(at instant: Date, name: String, key: Curve25519.Signing.PrivateKey) throws -> SignedCheckpoint? {
        guard let noteKey = NoteKey(name: name, publicKey: key.publicKey, kind: .cosignature) else { return nil }
        let bytes = try Cosignature(of: checkpoint, at: instant, key: key).bytes
        return adding([Signature(name: name, keyIdentifier: noteKey.identifier, bytes: bytes)])
    }

    /// When this key cosigned it; nil when it did not. Of several times the last.
    package func cosigned(by key: NoteKey) -> Date? {
        guard key.kind == .cosignature, isSigned(by: key) else { return nil }
        return signatures(of: key).compactMap { Cosignature(bytes: $0.bytes)?.instant }.max()
    }
}
