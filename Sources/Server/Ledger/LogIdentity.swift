package import Crypto
import Foundation
package import Standards

/// As what an installation signs: its ledger's checkpoints, and the checkpoints of others that it witnesses. Names grow from the keys, so that no two
/// installations share one and nobody has to choose.
package enum LogIdentity {
    /// The origin of the checkpoints, and the name of the key that signs them.
    package static func origin(of key: Curve25519.Signing.PublicKey) -> String { "chatelaine/ledger/\(mark(key))" }

    /// The name of the key that cosigns.
    package static func witness(of key: Curve25519.Signing.PublicKey) -> String { "chatelaine/witness/\(mark(key))" }

    private static func mark(_ key: Curve25519.Signing.PublicKey) -> String {
        NoteKey.hexadecimal(SHA256.hash(data: key.rawRepresentation).prefix(8))
    }
}

extension NoteKey {
    /// Verifies the checkpoints that an installation with this key signs.
    /// - Throws: `UnwritableCheckpoint`, which no key causes.
    package static func ofLedger(_ key: Curve25519.Signing.PublicKey, _ kind: Kind = .note) throws -> NoteKey {
        try named(LogIdentity.origin(of: key), key, kind)
    }

    /// Verifies the cosignatures that an installation with this key gives.
    package static func ofWitness(_ key: Curve25519.Signing.PublicKey) throws -> NoteKey {
        try named(LogIdentity.witness(of: key), key, .cosignature)
    }

    private static func named(_ name: String, _ key: Curve25519.Signing.PublicKey, _ kind: Kind) throws -> NoteKey {
        guard let noteKey = NoteKey(name: name, publicKey: key, kind: kind) else { throw UnwritableCheckpoint() }
        return noteKey
    }
}
