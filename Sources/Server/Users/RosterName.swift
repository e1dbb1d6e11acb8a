import Storage

/// Under which terms somebody of the list is found: their name begun at each of its words, and their user name. `El Amrani Fatima`, fatimaelamrani:
///
///     el amrani fatima · amrani fatima el · fatima el amrani · fatimaelamrani el amrani fatima
///
/// So whatever somebody types of a name is the beginning of one of them, and one range of an index holds everyone found.
struct RosterName: Hashable, Sendable {
    struct Term: Hashable, Sendable {
        let text: String
        /// How much of it stands before the words that were moved behind: by that, those found twice are shown once.
        let head: Int
    }

    let terms: [Term]

    /// - Parameter name: folded, as in `people.folded` or `roster.name`.
    init(_ name: String, userName: String) {
        let words = Self.words(name)
        var terms = words.indices.map { index in
            let head = words[index...].joined(separator: " ")
            return Term(text: (words[index...] + words[..<index]).joined(separator: " "), head: head.unicodeScalars.count)
        }
        if !userName.isEmpty { terms.append(Term(text: ([userName[...]] + words).joined(separator: " "), head: userName.unicodeScalars.count)) }
        self.terms = terms
    }

    /// What was typed, as terms are written; empty when it holds no letter or digit.
    static func typed(_ text: String) -> String { words(Folding.fold(text)).joined(separator: " ") }

    func starts(with typed: String) -> Bool { terms.contains { $0.text.hasPrefix(typed) } }

    /// Parted as in `Transaction.rosterName`.
    private static func words(_ folded: String) -> [Substring] { folded.split { $0 == " " || $0 == "-" || $0 == "'" } }
}
