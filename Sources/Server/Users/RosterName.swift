import Rules
import Standards
import Storage

/// Under which terms somebody of the list is found: their name begun at each of its words, and their user name, each without what parts its words.
/// `Van den Bossche Jan`, janvandenbossche1:
///
///     vandenbosschejan · denbosschejanvan · bosschejanvanden · janvandenbossche · janvandenbossche1
///
/// So whatever somebody types of a name, in one word or in several, is the beginning of one of them, and one range of an index holds everyone found.
/// A name with an umlaut has terms with it spelled in two letters as well.
struct RosterName: Hashable, Sendable {
    struct Term: Hashable, Sendable {
        let text: String
        /// Of what it begins with a word.
        let part: Part
        /// How many letters of it some term before it begins with too: by that, those found twice are shown once.
        let shared: Int
        /// The same among the terms of its part.
        let sharedInPart: Int
    }

    /// What a term begins with a word of. The numbers stand in the table.
    enum Part: Int64, Hashable, Sendable, CaseIterable { case family, given, userName }

    /// Nobody types more of a name.
    private static let longest = 100
    private static let mostWords = 24

    let terms: [Term]

    /// - Parameter name: both names folded, as in `people.folded` or `roster.name`; the others as written.
    init(_ name: String, given: String, family: String, userName: String) {
        var texts = Self.parted(Self.rotations(of: name), family)
        if let spelled = Folding.foldSpelledOut("\(family) \(given)") {
            texts += Self.parted(Self.rotations(of: spelled), Folding.foldSpelledOut(family) ?? family)
        }
        if !userName.isEmpty { texts.append((.userName, userName)) }
        var terms: [Term] = []
        for (part, text) in texts where !terms.contains(where: { $0.part == part && $0.text == text }) {
            let shared = terms.map { (part: $0.part, letters: Self.begin($0.text, text)) }
            terms.append(
                Term(
                    text: text, part: part, shared: shared.map(\.letters).max() ?? 0,
                    sharedInPart: shared.filter { $0.part == part }.map(\.letters).max() ?? 0))
        }
        self.terms = terms
    }

    /// What was typed, as terms are written; empty when it holds no letter or digit.
    static func typed(_ text: String) -> String { begun(Self.words(Folding.fold(text))[...]) }

    /// - Parameter part: nil for any.
    func starts(with typed: String, in part: Part? = nil) -> Bool {
        terms.contains { $0.part == part ?? $0.part && $0.text.unicodeScalars.starts(with: typed.unicodeScalars) }
    }

    /// The first terms begin with words of the family name, the others with words of the given names.
    private static func parted(_ rotations: [String], _ family: String) -> [(Part, String)] {
        let ofFamily = wordCount(family)
        return rotations.enumerated().map { ($0 < ofFamily ? .family : .given, $1) }
    }

    private static func wordCount(_ name: String) -> Int {
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return name.utf8.split { !$0.isASCIILetterOrDigit }.count }
        return words(Folding.fold(name)).count
    }

    private static func rotations(of folded: String) -> [String] {
        // Most names: as below, without asking Unicode about each letter.
        if folded.utf8.allSatisfy({ $0 < 0x80 }) {
            let words = folded.utf8.split { !$0.isASCIILetterOrDigit }
            return words.indices.prefix(mostWords).map { first in
                String(decoding: (words[first...] + words[..<first]).joined().prefix(longest), as: UTF8.self)
            }
        }
        let words = words(folded)
        return words.indices.prefix(mostWords).map { begun(words[$0...] + words[..<$0]) }
    }

    private static func begun(_ words: ArraySlice<Substring.UnicodeScalarView>) -> String {
        String(String.UnicodeScalarView(words.joined().prefix(longest)))
    }

    /// How many letters two texts begin with alike.
    private static func begin(_ left: String, _ right: String) -> Int {
        zip(left.unicodeScalars, right.unicodeScalars).prefix { $0 == $1 }.count
    }

    /// What spaces, apostrophes, hyphens, stops and any other sign part.
    private static func words(_ folded: String) -> [Substring.UnicodeScalarView] {
        folded.unicodeScalars.split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
    }
}
