package import Rules

/// Choosing a password: typed twice, held against the rule of this installation, with the rule shown beside it (MISSION U2, M10, M13).
extension Visit {
    package var passwordRule: PasswordRule { PasswordRule(PasswordRule.Preset(rawValue: house.settings.passwordPreset) ?? .modern) }

    /// The model of `parts/password-rules`, for the field of that id.
    package func passwordRules(for field: String = "password") -> [String: Any] {
        let rules = passwordRule.conditions.map { condition -> [String: Any] in
            var rule: [String: Any] = ["code": condition.code, "text": say(condition)]
            if let number = condition.number { rule["number"] = number }
            if let specials = condition.specials { rule["specials"] = specials }
            return rule
        }
        return ["for": field, "rules": rules]
    }

    /// Reads the fields `password` and `passwordAgain`. Nil, and a problem beside a field, when they are missing, differ, or break the rule.
    package func newPassword(_ reader: inout FormReader, personal: PersonalWords) -> String? {
        let password = reader.form.exact("password")
        guard !password.isEmpty else {
            reader.add("password", "missing")
            return nil
        }
        for condition in passwordRule.unmet(by: password, personal: personal).prefix(1) {
            reader.add("password", "passwordRule", ["rule": say(condition)])
        }
        reader.twice("password", again: "passwordAgain")
        return password
    }

    private func say(_ condition: PasswordRule.Condition) -> String {
        say("passwords.\(condition.code)", ["number": condition.number.map(String.init) ?? "", "specials": condition.specials ?? ""])
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
