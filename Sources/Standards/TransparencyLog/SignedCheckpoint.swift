package import Crypto
import FoundationEssentials

/// A checkpoint and its signatures, in the text form of C2SP signed-note: what a log publishes and others keep to hold it to its word.
package struct SignedCheckpoint: Hashable, Sendable {
    package struct Signature: Hashable, Sendable {
        package let name: String
        package let keyIdentifier: [UInt8]
        package let bytes: [UInt8]
    }

    package let checkpoint: Checkpoint
    package let signatures: [Signature]

    /// Signs with Ed25519 under `name`, which tlog-checkpoint wants equal to the origin. Nil when `name` cannot name a key.
    package init?(_ checkpoint: Checkpoint, name: String, key: Curve25519.Signing.PrivateKey) throws {
        guard let noteKey = NoteKey(name: name, publicKey: key.publicKey) else { return nil }
        let bytes = try key.signature(for: Data(checkpoint.text.utf8))
        self.checkpoint = checkpoint
        signatures = [Signature(name: name, keyIdentifier: noteKey.identifier, bytes: Array(bytes))]
    }

    /// Whether this key signed it. Signatures of other keys are passed over, as signed-note wants; a wrong one of this key refuses the note.
    package func isSigned(by key: NoteKey) -> Bool {
        let identifier = key.identifier
        let own = signatures.filter { $0.name == key.name && $0.keyIdentifier == identifier }
        let text = Data(checkpoint.text.utf8)
        return !own.isEmpty && own.allSatisfy { key.publicKey.isValidSignature($0.bytes, for: text) }
    }
}

extension SignedCheckpoint {
    /// The text, an empty line, and a line for each signature.
    package var text: String { checkpoint.text + "\n" + signatures.map(\.line).joined() }

    /// Nil unless `text` is exactly what ``text`` gives for some signed checkpoint.
    package init?(text: String) {
        let lines = NoteText.lines(of: text)
        guard let empty = lines.firstIndex(of: ""), empty + 2 < lines.count, lines.last == "",
            let checkpoint = Checkpoint(text: lines[..<empty].map { $0 + "\n" }.joined())
        else { return nil }
        let signatures = lines[(empty + 1)...].dropLast().map(Signature.init(line:))
        guard signatures.allSatisfy({ $0 != nil }) else { return nil }
        self.checkpoint = checkpoint
        self.signatures = signatures.compactMap(\.self)
        guard self.text == text else { return nil }
    }
}

extension SignedCheckpoint.Signature {
    var line: String { "— \(name) \(Data(keyIdentifier + bytes).base64EncodedString())\n" }

    init?(line: String) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "—", !words[1].isEmpty, let data = Data(base64Encoded: String(words[2])), data.count > 4 else {
            return nil
        }
        self.init(name: String(words[1]), keyIdentifier: Array(data.prefix(4)), bytes: Array(data.dropFirst(4)))
    }
}
