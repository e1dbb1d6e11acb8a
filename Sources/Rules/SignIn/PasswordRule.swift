/// What a password must be (MISSION "Formats and limits", U2): conditions, each shown with ✓ or ✗ and its own text in the reader's language.
/// Characters are counted as Unicode scalars, as `Array.from(text).length` counts them in a browser.
package struct PasswordRule: Hashable, Sendable {
    /// The rules that an operator chooses from.
    package enum Preset: String, CaseIterable, Sendable {
        case manual2008 = "manual-2008"
        case modern
    }

    package let conditions: [Condition]

    /// In UTF-8: more than any rule's longest password takes. What is longer is refused by its length alone, before any of it is looked at.
    package static let longestInput = 512

    package init(conditions: [Condition]) { self.conditions = conditions }

    package init(_ preset: Preset) {
        conditions =
            switch preset {
            case .manual2008: [.atLeast(10), .atMost(15), .nonLetters(2), .onlySpecials(",;:=?./+*$%><&@#({})-_"), .noSpace]
            case .modern: [.atLeast(12), .atMost(128), .notCommon, .notPersonal]
            }
    }

    /// Every condition, in the order to show them, and whether `password` meets it. `personal`: see `PersonalWords`.
    package func check(_ password: String, personal: PersonalWords = PersonalWords([])) -> [(condition: Condition, met: Bool)] {
        let unmet = unmet(by: password, personal: personal)
        return conditions.map { ($0, !unmet.contains($0)) }
    }

    /// The conditions that `password` does not meet; none when it may be used.
    package func unmet(by password: String, personal: PersonalWords = PersonalWords([])) -> [Condition] {
        guard password.utf8.count <= Self.longestInput else { return [conditions.first(where: \.isUpperBound) ?? .atMost(Self.longestInput)] }
        return conditions.filter { !$0.isMet(by: password, personal: personal) }
    }
}
