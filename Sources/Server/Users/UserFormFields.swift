import Foundation
import Rules

extension Visit {
    /// Language and e-mail addresses, as forms ask them.
    func contactFields(_ fields: Fields) -> [String: Any] {
        [
            "language": fields.select("language", required: true, Language.allCases.map { ($0.rawValue, $0.ownName) }),
            "email": fields.email("email", required: true, autocomplete: "off"),
            "secondEmail": fields.email("secondEmail", autocomplete: "off"),
        ]
    }

    /// Family and given name, as forms ask them.
    func nameFields(_ fields: Fields) -> [String: Any] {
        ["familyName": fields.field("familyName", required: true), "givenName": fields.field("givenName")]
    }

    /// A value of a field as its readers know it.
    func saidField(_ name: String, _ value: String) -> String {
        switch name {
        case "language": Language(rawValue: value)?.ownName ?? value
        case "title": PersonTitle(rawValue: value).map { say("titles.\($0.rawValue)") } ?? value
        case "applications": value.split(separator: ", ").map { label(of: String($0), in: quality?.domain ?? "") }.joined(separator: ", ")
        default: value
        }
    }

    func applicationChoices() throws -> [(value: String, label: String, hint: String?)] {
        try thisDomain().applications.map { ($0.code, $0.labels[language] ?? $0.code, nil) }
    }

    func fact(_ label: String, _ value: String) -> [String: Any] { ["label": say(label), "value": value] }

    func names(_ person: Person) -> [[String: Any]] {
        [fact("users.familyName", person.familyName.text), fact("users.givenName", person.givenName?.text ?? say("users.none"))]
    }

    func nameFacts(_ person: Person) -> [[String: Any]] {
        names(person) + [fact("users.form.title", person.title.map { say("titles.\($0.rawValue)") } ?? say("users.none"))]
    }

    func contactFacts(_ person: Person) -> [[String: Any]] {
        [
            fact("users.form.language", person.language.ownName), fact("users.form.email", person.email?.text ?? say("users.none")),
            fact("users.form.secondEmail", person.secondEmail?.text ?? say("users.none")),
        ]
    }
}
