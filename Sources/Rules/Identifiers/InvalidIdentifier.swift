/// Why a text is not the identifier it should be. `code` picks the sentence beside the field (`invalid.<code>`), `values` fill its placeholders.
/// None carries the text itself: numbers of people stay out of logs.
package enum InvalidIdentifier: Error, Hashable, Sendable {
    case empty
    case tooShort(least: Int)
    case tooLong(most: Int)
    /// It has another number of digits than this one, or this other.
    case wrongLength(expected: Int, or: Int? = nil)
    case notDigits
    case wrongCheckDigits
    /// The check digits are right, and yet such a number is never given.
    case impossibleSequence
    case wrongPrefix(expected: String)
    case forbiddenCharacter
    case emailShape
    /// Before the `@` stands a letter that most mail servers do not take.
    case emailLetters
    case phoneShape
    case userNameShape
    case nameShape

    package var code: String {
        switch self {
        case .empty: "empty"
        case .tooShort: "tooShort"
        case .tooLong: "tooLong"
        case .wrongLength: "wrongLength"
        case .notDigits: "notDigits"
        case .wrongCheckDigits: "wrongCheckDigits"
        case .impossibleSequence: "impossibleSequence"
        case .wrongPrefix: "wrongPrefix"
        case .forbiddenCharacter: "forbiddenCharacter"
        case .emailShape: "emailShape"
        case .emailLetters: "emailLetters"
        case .phoneShape: "phoneShape"
        case .userNameShape: "userNameShape"
        case .nameShape: "nameShape"
        }
    }

    package var values: [String: String] {
        switch self {
        case .tooShort(let least): ["least": String(least)]
        case .tooLong(let most): ["most": String(most)]
        case .wrongLength(let expected, let other): ["expected": other.map { "\(expected) / \($0)" } ?? String(expected)]
        case .wrongPrefix(let expected): ["expected": expected]
        default: [:]
        }
    }

    /// Every code, for the test that each has its sentence.
    package static let allCodes = [
        "empty", "tooShort", "tooLong", "wrongLength", "notDigits", "wrongCheckDigits", "impossibleSequence", "wrongPrefix", "forbiddenCharacter",
        "emailShape", "emailLetters", "phoneShape", "userNameShape", "nameShape",
    ]
}
