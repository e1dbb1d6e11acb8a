package import Rules
package import Web

/// Choosing a password: typed twice, held against the rule of this installation, with the rule shown beside it (MISSION U2, M10, M13).
extension Visit {
    package var passwordRule: PasswordRule { PasswordRule(PasswordRule.Preset(rawValue: house.settings.passwordPreset) ?? .modern) }

    /// The model of `parts/password-rules`, for the field of that id: after an error with what the password just sent meets, and what not.
    /// What only we can check is said to be checked when the form is sent.
    package func passwordRules(for field: String = "password", personal: PersonalWords) -> PasswordRules {
        let sent = form.exact(field)
        let met = sent.isEmpty || sent.utf8.count > Self.longestPassword ? nil : passwordRule.check(sent, personal: personal).map(\.met)
        let rules = passwordRule.conditions.enumerated().map { index, condition in
            let isMet = met?[index]
            return PasswordRules.Condition(
                code: condition.code, text: say(condition), later: condition.isCheckedHereOnly,
                state: isMet.map { $0 ? "met" : "unmet" } ?? "open", said: isMet.map { say($0 ? "parts.ruleMet" : "parts.ruleUnmet") } ?? "",
                number: condition.number, specials: condition.specials)
        }
        return PasswordRules(field: field, rules: rules)
    }

    /// In bytes.
    private static let longestPassword = 512

    /// Reads the fields `password` and `passwordAgain`. Nil, and a problem beside a field, when they are missing, differ, or break the rule.
    package func newPassword(_ reader: inout FormReader, personal: PersonalWords) -> String? {
        let password = reader.form.exact("password")
        guard !password.isEmpty else {
            reader.add("password", "missing")
            return nil
        }
        for condition in passwordRule.unmet(by: password, personal: personal).prefix(1) {
            reader.add("password", "passwordRule", ["condition": condition.code])
        }
        reader.twice("password", again: "passwordAgain")
        return password
    }

    /// What is wrong with a field, in the reader's language.
    func say(_ problem: Invalid.Problem) -> String {
        guard let code = problem.values["condition"] else { return say("invalid.\(problem.code)", problem.values) }
        return say("invalid.\(problem.code)", ["rule": passwordRule.conditions.first { $0.code == code }.map(say) ?? ""])
    }

    private func say(_ condition: PasswordRule.Condition) -> String {
        say("passwords.\(condition.code)", ["number": condition.number.map(String.init) ?? "", "specials": condition.specials ?? ""])
    }
}

extension PasswordRule.Condition {
    /// Pages tick the others as one types (`Assets/password.js`).
    fileprivate var isCheckedHereOnly: Bool {
        switch self {
        case .notCommon, .notPersonal: true
        case .atLeast, .atMost, .nonLetters, .onlySpecials, .noSpace: false
        }
    }
}

extension PersonalWords {
    /// What others know of a person.
    package init(_ person: Person, userName: String?) {
        self.init(
            [
                person.givenName?.text ?? "", person.familyName.text, person.ssin.digits, userName ?? "", person.email?.text ?? "",
                person.secondEmail?.text ?? "",
            ])
    }
}
