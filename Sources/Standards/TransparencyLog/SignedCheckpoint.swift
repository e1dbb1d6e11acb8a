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

    /// More than any log and its witnesses need; C2SP signed-note wants 16 at least.
    static let mostSignatures = 64

    init(_ checkpoint: Checkpoint, signatures: [Signature]) { (self.checkpoint, self.signatures) = (checkpoint, signatures) }

    /// Signs with Ed25519 under `name`, which tlog-checkpoint wants equal to the origin. Nil when `name` cannot name a key.
    package init?(_ checkpoint: Checkpoint, name: String, key: Curve25519.Signing.PrivateKey) throws {
        guard let noteKey = NoteKey(name: name, publicKey: key.publicKey) else { return nil }
        let bytes = try key.signature(for: Data(checkpoint.text.utf8))
        self.init(checkpoint, signatures: [Signature(name: name, keyIdentifier: noteKey.identifier, bytes: Array(bytes))])
    }

    /// Whether this key signed it, as its kind of signature is. Signatures of other keys are passed over, as signed-note wants; a wrong one of this key
    /// refuses the note.
    package func isSigned(by key: NoteKey) -> Bool {
        let own = signatures(of: key)
        return !own.isEmpty && own.allSatisfy { $0.isValid(for: checkpoint, by: key) }
    }

    /// Those that say to be of this key, right or wrong.
    package func signatures(of key: NoteKey) -> [Signature] {
        let identifier = key.identifier
        return signatures.filter { $0.name == key.name && $0.keyIdentifier == identifier }
    }

    /// The same with further signatures.
    package func adding(_ signatures: [Signature]) -> SignedCheckpoint { SignedCheckpoint(checkpoint, signatures: self.signatures + signatures) }

    /// The same with no signatures but those of these keys.
    package func keeping(_ keys: [NoteKey]) -> SignedCheckpoint { SignedCheckpoint(checkpoint, signatures: keys.flatMap { signatures(of: $0) }) }
}

extension SignedCheckpoint.Signature {
    func isValid(for checkpoint: Checkpoint, by key: NoteKey) -> Bool {
        switch key.kind {
        case .note: key.publicKey.isValidSignature(bytes, for: Data(checkpoint.text.utf8))
        case .cosignature: Cosignature(bytes: bytes)?.isValid(for: checkpoint, by: key.publicKey) ?? false
        }
    }
}

extension SignedCheckpoint {
    /// The text, an empty line, and a line for each signature.
    package var text: String { checkpoint.text + "\n" + signatures.map(\.line).joined() }

    /// Nil unless `text` is exactly what ``text`` gives for some signed checkpoint.
    package init?(text: String) {
        let lines = NoteText.lines(of: text)
        guard let empty = lines.firstIndex(of: ""), empty + 2 < lines.count, lines.last == "",
            let checkpoint = Checkpoint(text: lines[..<empty].map { $0 + "\n" }.joined()),
            let signatures = Signature.read(lines[(empty + 1)...].dropLast())
        else { return nil }
        self.init(checkpoint, signatures: signatures)
        guard self.text == text else { return nil }
    }
}

extension SignedCheckpoint.Signature {
    package var line: String { "— \(name) \(Data(keyIdentifier + bytes).base64EncodedString())\n" }

    /// The lines of signatures alone, as a witness answers with them. Nil unless they are that, and one at least.
    package static func read(text: String) -> [Self]? {
        let lines = NoteText.lines(of: text)
        guard lines.last == "" else { return nil }
        return read(lines.dropLast())
    }

    fileprivate static func read(_ lines: some Collection<String>) -> [Self]? {
        guard !lines.isEmpty, lines.count <= SignedCheckpoint.mostSignatures else { return nil }
        let signatures = lines.compactMap(Self.init(line:))
        return signatures.count == lines.count ? signatures : nil
    }

    init?(line: String) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "—", NoteKey.isName(String(words[1])), let data = Data(base64Encoded: String(words[2])), data.count > 4,
            data.base64EncodedString() == words[2]
        else { return nil }
        self.init(name: String(words[1]), keyIdentifier: Array(data.prefix(4)), bytes: Array(data.dropFirst(4)))
    }
}
