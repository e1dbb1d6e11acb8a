package import Rules

/// Why a file that an operator wrote was refused: where, which field, what is expected. In English, as everything on the command line.
/// Never repeats what may be a person's: names, addresses, national numbers.
package struct UnreadableFile: Error, Hashable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        /// It holds no text.
        case unreadable
        /// It holds nothing, or comments alone.
        case blank
        /// There is no such file, or the way to it is closed.
        case absent
        case directory
        case forbidden
        case notYAML(String)
        case missing
        case notText
        case notAList
        case notFields
        case empty
        /// A name that the format does not have, perhaps misspelt.
        case unknownField(of: String)
        case badCode(String)
        case repeated(String)
        case unknownChoice(String, known: [String])
        case invalid(InvalidIdentifier)
        case notADay
        case endsBeforeItBegins
        case notItsOwnNumber
        /// The whole entry: it stands somewhere else as well.
        case twice(first: String)
        case unknownPerson
        case unknownEntity
    }

    /// Nil when there is no need to say which.
    package let file: String?
    /// From 1; nil when the file as a whole is meant.
    package let line: Int?
    /// `domain nsso-employer, application dimona`; an entry without a readable code is named by its number.
    package let place: String
    /// `labels.de`; empty when the entry as a whole is meant.
    package let field: String
    package let problem: Problem

    package var description: String {
        let standing = Self.standing(file: file, line: line)
        let field = field.isEmpty ? "" : "`\(Self.harmless(field))` "
        return [standing, place].filter { !$0.isEmpty }.map { "\($0): " }.joined() + field + explanation
    }

    /// `register.yaml, line 12`
    static func standing(file: String?, line: Int?) -> String { [file, line.map { "line \($0)" }].compactMap { $0 }.joined(separator: ", ") }

    /// A name of the format, perhaps misspelt; anything else is not repeated.
    static func harmless(_ word: String) -> String {
        let isWord = word.utf8.count <= 40 && word.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-_.".utf8.contains($0) }
        return isWord && word.utf8.count(where: isDigit) < 6 ? word : "…"
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private var explanation: String {
        switch problem {
        case .unreadable: "cannot be read as a file of text"
        case .blank: "holds nothing"
        case .absent: "is not there, or its directory may not be entered"
        case .directory: "is a directory, not a file"
        case .forbidden: "may not be read by this account"
        case .notYAML(let why): "not YAML: \(why)"
        case .missing: "is missing"
        case .notText: "must be text"
        case .notAList: "must be a list"
        case .notFields: "must be fields with values"
        case .empty: "must not be empty"
        case .unknownField(let subject): "is not a field of the \(subject)"
        case .badCode(let code): "may only hold lower-case letters, digits and hyphens, not `\(code)`"
        case .repeated(let code): "must be different each time, `\(code)` stands twice"
        case .unknownChoice(let given, let known): "must be one of \(known.joined(separator: ", ")), not `\(Self.harmless(given))`"
        case .invalid(let invalid): invalid.description
        case .notADay: "must be a day that exists, written 2026-01-31"
        case .endsBeforeItBegins: "must not be before `from`"
        case .notItsOwnNumber: "must be the entity's own number in this domain, or be left out"
        case .twice(let first): "stands in \(first) already"
        case .unknownPerson: "names nobody who is in these files or was registered before"
        case .unknownEntity: "names no entity that is in these files or was registered before"
        }
    }
}

extension InvalidIdentifier {
    /// After the name of the field.
    fileprivate var description: String {
        switch self {
        case .empty: "must not be empty"
        case .tooShort(let least): "is too short: at least \(least) characters are needed"
        case .tooLong(let most): "is too long: \(most) characters at most"
        case .wrongLength(let expected, let other): "must have \(expected)\(other.map { " or \($0)" } ?? "") digits"
        case .notDigits: "must be digits, with dots, dashes or spaces between them"
        case .wrongCheckDigits: "has check digits that do not match: a digit is wrong, or two are swapped"
        case .impossibleSequence: "is a number that is never given"
        case .wrongPrefix(let expected): "must begin with one of \(expected)"
        case .forbiddenCharacter: "holds a character that cannot be seen"
        case .emailShape: "must be one e-mail address, such as name@example.org"
        case .emailLetters: "must have only ASCII letters, digits and signs before the @"
        case .phoneShape: "must be a telephone number"
        case .userNameShape: "must be lower-case letters without accents and digits"
        case .nameShape: "must be a name, without signs such as @, / or <"
        }
    }
}
