import Foundation

/// Text made comparable for search: the same people are found on every engine, because Swift folds and the engine only compares (DESIGN §4).
///
/// A stored folding stays valid: decomposition of assigned characters never changes, and the table below only ever grows at its end.
/// On an engine that sorts by language, folded columns need the collation of code points.
package enum Folding {
    /// Lower case, without accents, with ligatures spelled out and every run of white space as one space, none at the ends: `Hélène  Cœur` → `helene coeur`.
    package static func fold(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.properties.isWhitespace {
                if let last = folded.last, last != " " { folded.append(" ") }
            } else if !isDropped(scalar) {
                folded.append(contentsOf: spelled(scalar))
            }
        }
        if folded.last == " " { folded.removeLast() }
        return String(folded)
    }

    /// Rows whose folded column starts with the text, as a range that an index answers.
    package static func starts(_ column: SQL, with text: String) -> SQL {
        starts(column, withFolded: fold(text))
    }

    /// The same, of a text that is written as the column is.
    package static func starts(_ column: SQL, withFolded prefix: String) -> SQL {
        guard !prefix.isEmpty else { return "1 = 1" }
        guard let end = successor(of: prefix) else { return "\(column) >= \(prefix)" }
        return "(\(column) >= \(prefix) AND \(column) < \(end))"
    }

    /// The text folded with its umlauts, and what other languages write for them, in two letters each, as those write them who have no such key:
    /// `Müller` → `mueller`. Nil when it holds none.
    package static func foldSpelledOut(_ text: String) -> String? {
        guard text.utf8.contains(where: { $0 > 127 }) else { return nil }
        var (spelled, isOther) = ("", false)
        for character in text {
            if let letters = spelledOut[character] { isOther = true; spelled += letters } else { spelled.append(character) }
        }
        return isOther ? fold(spelled) : nil
    }

    private static let spelledOut: [Character: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ÿ": "ij", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Å": "aa", "Ø": "oe", "Ÿ": "ij",
    ]

    /// The first text after all those that start with the prefix; nil when there is none.
    package static func successor(of prefix: String) -> String? {
        var scalars = Array(prefix.unicodeScalars)
        while let last = scalars.popLast() {
            let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
            guard let scalar = Unicode.Scalar(next) else { continue }
            scalars.append(scalar)
            return String(String.UnicodeScalarView(scalars))
        }
        return nil
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark, .control, .format: true
        default: false
        }
    }

    private static func spelled(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        if let letters = letters[scalar] { return letters.unicodeScalars }
        let lower = scalar.properties.lowercaseMapping
        guard let first = lower.unicodeScalars.first else { return lower.unicodeScalars }
        return letters[first]?.unicodeScalars ?? lower.unicodeScalars
    }

    /// Letters that decomposition leaves whole, in lower case, and the signs that keyboards write in several ways.
    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n", "ĸ": "k",
        "ς": "σ", "\u{2018}": "'", "\u{2019}": "'", "\u{02BC}": "'", "\u{00B4}": "'", "`": "'",
        "\u{2010}": "-", "\u{2011}": "-", "\u{2012}": "-", "\u{2013}": "-", "\u{2014}": "-", "\u{2212}": "-",
    ]
}
