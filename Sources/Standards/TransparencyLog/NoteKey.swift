package import Crypto
import FoundationEssentials

/// The name and public Ed25519 key by which a signed note is verified (C2SP signed-note).
package struct NoteKey: Sendable {
    /// What a signature of the key is over, by the byte that says so in the key identifier and before the key.
    package enum Kind: UInt8, Sendable {
        /// The text of the note.
        case note = 0x01
        /// The text and a time (C2SP tlog-cosignature).
        case cosignature = 0x04
    }

    package let name: String
    package let publicKey: Curve25519.Signing.PublicKey
    package let kind: Kind

    /// Nil when the name is empty or holds a space, a plus sign or a control character.
    package init?(name: String, publicKey: Curve25519.Signing.PublicKey, kind: Kind = .note) {
        guard Self.isName(name) else { return nil }
        self.name = name
        self.publicKey = publicKey
        self.kind = kind
    }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }
    }

    /// Four bytes that tell keys of one name apart; a hint, not a proof.
    package var identifier: [UInt8] {
        let hashed = Array(name.utf8) + [0x0A, kind.rawValue] + Array(publicKey.rawRepresentation)
        return Array(SHA256.hash(data: hashed).prefix(4))
    }
}

extension NoteKey {
    /// The form in which the key is published: name, identifier in hexadecimal and base64 of the key, joined by plus signs.
    package var text: String {
        "\(name)+\(Self.hexadecimal(identifier))+\((Data([kind.rawValue]) + publicKey.rawRepresentation).base64EncodedString())"
    }

    /// Nil unless `text` is exactly what ``text`` gives for some key.
    package init?(text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let data = Data(base64Encoded: String(parts[2])), let kind = data.first.flatMap(Kind.init(rawValue:)),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: data.dropFirst())
        else { return nil }
        self.init(name: String(parts[0]), publicKey: key, kind: kind)
        guard self.text == text else { return nil }
    }

    /// Two digits a byte, in lower case.
    package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
