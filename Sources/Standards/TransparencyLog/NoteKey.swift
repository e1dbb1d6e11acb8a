package import Crypto
import FoundationEssentials

/// The name and public Ed25519 key by which a signed note is verified (C2SP signed-note).
package struct NoteKey: Sendable {
    package let name: String
    package let publicKey: Curve25519.Signing.PublicKey

    /// The byte that says Ed25519, in the key identifier and before the key.
    private static let ed25519: UInt8 = 0x01

    /// Nil when the name is empty or holds a space, a plus sign or a control character.
    package init?(name: String, publicKey: Curve25519.Signing.PublicKey) {
        let isName = !name.isEmpty && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }
        guard isName else { return nil }
        self.name = name
        self.publicKey = publicKey
    }

    /// Four bytes that tell keys of one name apart; a hint, not a proof.
    package var identifier: [UInt8] {
        let hashed = Array(name.utf8) + [0x0A, Self.ed25519] + Array(publicKey.rawRepresentation)
        return Array(SHA256.hash(data: hashed).prefix(4))
    }
}

extension NoteKey {
    /// The form in which the key is published: name, identifier in hexadecimal and base64 of the key, joined by plus signs.
    package var text: String {
        let digits = identifier.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(name)+\(digits)+\((Data([Self.ed25519]) + publicKey.rawRepresentation).base64EncodedString())"
    }

    /// Nil unless `text` is exactly what ``text`` gives for some key.
    package init?(text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let data = Data(base64Encoded: String(parts[2])), data.first == Self.ed25519,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: data.dropFirst())
        else { return nil }
        self.init(name: String(parts[0]), publicKey: key)
        guard self.text == text else { return nil }
    }
}
