/// What no line of text that people read may hold: control characters, and all that cannot be seen and yet changes how a text reads, such as
/// the marks that turn the direction of what follows, with which one name can be made to look like another.
package enum PlainText {
    static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        // Fillers of other categories are not seen either. What picks the shape of a sign belongs to the sign, and is judged with it.
        default: !scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isVariationSelector
        }
    }

    /// One line, outer spaces dropped and inner ones single, its letters composed.
    package static func line(_ text: some StringProtocol, most: Int) throws(InvalidIdentifier) -> String {
        // A letter takes four bytes at most: what is longer is refused before any of it is looked at.
        guard text.utf8.count <= max(256, most * 4) else { throw .tooLong(most: most) }
        if isPlain(text.utf8), text.utf8.count <= most { return String(text) }
        guard text.unicodeScalars.allSatisfy(isHarmless) else { throw .forbiddenCharacter }
        let words = text.split { $0.unicodeScalars.first?.properties.generalCategory == .spaceSeparator }
        let line = ComposedLetters.compose(words.joined(separator: " "))
        guard !line.isEmpty else { throw .empty }
        guard line.count <= most, line.unicodeScalars.count <= most * 2 else { throw .tooLong(most: most) }
        return line
    }

    /// Words of visible ASCII with a space between them: most lines, and there is nothing to do for them.
    private static func isPlain(_ bytes: some Sequence<UInt8>) -> Bool {
        var last = UInt8(ascii: " ")
        for byte in bytes {
            guard (0x21...0x7E).contains(byte) || byte == 0x20 && last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20
    }

    /// A letter of any script, or an accent.
    static func isLetterOrMark(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.properties.isVariationSelector else { return false }
        if scalar.isASCII { return "a"..."z" ~= scalar || "A"..."Z" ~= scalar }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark: true
        default: false
        }
    }
}
