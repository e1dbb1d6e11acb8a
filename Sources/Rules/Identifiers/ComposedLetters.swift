/// Letters with their accents as one code point, as Unicode's composed form has them, for the Latin, Greek and Cyrillic scripts:
/// so that a text is stored, counted and hashed the same wherever it was typed.
enum ComposedLetters {
    static func compose(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 > 127 }) else { return text }
        return String(text.map { character in letters.firstIndex(of: character).map { letters[$0] } ?? character })
    }

    /// Characters compare by what they stand for, so an accented letter finds itself here however it is spelled.
    private static let letters: Set<Character> = {
        let scripts: [ClosedRange<UInt32>] = [0x41...0x24F, 0x370...0x52F, 0x1E00...0x1FFF]
        var letters: Set<Character> = []
        // The first of several spellings stays: the older blocks hold the composed form.
        for scalar in scripts.joined().compactMap(Unicode.Scalar.init) where scalar.properties.isAlphabetic { letters.insert(Character(scalar)) }
        return letters
    }()
}
