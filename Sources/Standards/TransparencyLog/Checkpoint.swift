package import FoundationEssentials

/// The state of a log at an instant, as the C2SP tlog-checkpoint writes it: lines of origin, size, root and any further ones. When it was so is said
/// by a cosignature.
package struct Checkpoint: Hashable, Sendable {
    /// A name that no other log has, usually a host name and path without scheme.
    package let origin: String
    package let size: Int
    package let root: MerkleHash
    /// Further lines, opaque to tlog-checkpoint, which advises against them. We write none any more.
    package let extensions: [String]

    /// Nil when `origin` or a further line is not one line of text, or `size` is negative.
    package init?(origin: String, size: Int, root: MerkleHash, extensions: [String] = []) {
        guard size >= 0, ([origin] + extensions).allSatisfy(Self.isLine) else { return nil }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// The instant of the line `timestamp` that our checkpoints once had, in milliseconds since 1970; nil where there is none.
    package var instant: Date? {
        extensions.lazy.compactMap(Self.milliseconds).first.map { Date(timeIntervalSince1970: Double($0) / 1000) }
    }

    private static func milliseconds(of line: String) -> Int64? {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        return words.count == 2 && words[0] == "timestamp" ? Int64(words[1]) : nil
    }

    /// C2SP signed-note: no control characters, and no empty line, which would end the text.
    private static func isLine(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }
}

extension Checkpoint {
    /// The signed text, each line ended by a line feed.
    package var text: String {
        ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
    }

    /// Nil unless `text` is exactly what ``text`` gives for some checkpoint.
    package init?(text: String) {
        let lines = NoteText.lines(of: text)
        guard lines.count >= 4, lines.last == "", let size = Int(lines[1]), let root = MerkleHash(base64: lines[2]) else { return nil }
        self.init(origin: lines[0], size: size, root: root, extensions: Array(lines[3...].dropLast()))
        // Rules out what reads the same but is written otherwise: "+5", "05".
        guard self.text == text else { return nil }
    }
}
