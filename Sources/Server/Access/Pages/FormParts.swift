import Rules
import Web

// The models of the parts that a form is made of.

/// One line of text to fill in.
package struct Field: Codable, Sendable {
    let id: String
    let name: String
    let label: String
    let value: String
    let type: String
    let required: Bool
    /// A button shows what was typed.
    let reveal: Bool
    let autocomplete: String?
    let inputmode: String?
    var hint: String?
    let error: String?
}

/// One file to choose.
struct FileField: Codable, Sendable {
    let id: String
    let name: String
    let label: String
    let hint: String
    let error: String?
    /// The endings of names that a browser offers first.
    let accept: String
}

/// One choice among many.
package struct Select: Codable, Sendable {
    struct Option: Codable, Sendable {
        let value: String
        let label: String
        let selected: Bool
    }

    let id: String
    let name: String
    let label: String
    let required: Bool
    let options: [Option]
    let hint: String?
    let error: String?
}

/// One choice among few (`parts/radios`), or several (`parts/checks`).
package struct Choices: Codable, Sendable {
    struct Option: Codable, Sendable {
        let id: String
        let name: String
        let value: String
        let label: String
        let hint: String?
        let checked: Bool
    }

    let id: String
    let legend: String
    let required: Bool
    let options: [Option]
    let hint: String?
    let error: String?
}

/// A single box to tick.
package struct Tick: Codable, Sendable {
    let id: String
    let name: String
    let label: String
    let error: String?
}

/// A problem in the summary above a form, and the way to its field.
package struct FieldError: Codable, Sendable {
    let href: String
    let text: String
    /// What was wrong with the field, or the rule that is told beside it; never shown.
    var problem: Invalid.Problem?
    var refusal: Refusal?

    private enum CodingKeys: CodingKey { case href, text }
}

/// What a password must be.
package struct PasswordRules: Codable, Sendable {
    struct Condition: Codable, Sendable {
        let code: String
        let text: String
        /// Only we can check it, when the form is sent.
        let later: Bool
        /// `open`, `met` or `unmet`.
        let state: String
        let said: String
        let number: Int?
        let specials: String?
    }

    /// The field's id.
    let field: String
    let rules: [Condition]
}
