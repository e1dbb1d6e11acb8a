/// What no line of text that people read may hold: control characters, and the marks that turn the direction of what follows, with which one
/// name can be made to look like another.
enum PlainText {
    static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFF, 0xE0000...0xE0FFF: false
        default: true
        }
    }

    /// One line, outer spaces dropped and inner ones single.
    static func line(_ text: some StringProtocol, most: Int) throws(InvalidIdentifier) -> String {
        // A letter is at most a handful of bytes; what is far longer is refused before any of it is looked at.
        guard text.utf8.count <= most * 12 else { throw .tooLong(most: most) }
        guard text.unicodeScalars.allSatisfy(isHarmless) else { throw .forbiddenCharacter }
        let line = text.split { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" }.joined(separator: " ")
        guard !line.isEmpty else { throw .empty }
        guard line.count <= most, line.unicodeScalars.count <= most * 2 else { throw .tooLong(most: most) }
        return line
    }
}
