import Foundation
import Rules

/// Language and e-mail addresses of a user.
struct UserContactFields: Codable, Sendable {
    let language: Select
    var email: Field
    let secondEmail: Field
}

extension Visit {
    /// Language and e-mail addresses, as forms ask them.
    func contactFields(_ fields: Fields) -> UserContactFields {
        UserContactFields(
            language: fields.select("language", required: true, Language.allCases.map { ($0.rawValue, $0.ownName) }),
            email: fields.email("email", required: true, autocomplete: "off"), secondEmail: fields.email("secondEmail", autocomplete: "off"))
    }

    /// A value of a field as its readers know it.
    func saidField(_ name: String, _ value: String) -> String {
        switch name {
        case "language": Language(rawValue: value)?.ownName ?? value
        case "title": PersonTitle(rawValue: value).map { say("titles.\($0.rawValue)") } ?? value
        case "applications":
            value.split(separator: ", ").map { label(of: .init(rawValue: String($0)), in: quality?.domain ?? "") }.joined(separator: ", ")
        default: value
        }
    }

    func applicationChoices() throws -> [(value: String, label: String, hint: String?)] {
        let domain = try thisDomain()
        return domain.applications.map { ($0.code.rawValue, label($0), description(of: $0, in: domain)) }
    }

    /// What an application is for, and what it is not to be taken for.
    func description(of application: SecuredApplication, in domain: AccessDomain) -> String? {
        let others = application.confusedWith.compactMap { domain.application($0).map(label) }
        let sentences = [
            application.descriptions[language], others.isEmpty ? nil : say("users.form.confusedWith", ["others": others.joined(separator: "; ")]),
        ].compactMap(\.self)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    func names(_ person: Person) -> [Fact] {
        [fact("users.familyName", person.familyName.text), fact("users.givenName", person.givenName?.text ?? say("users.none"))]
    }

    func nameFacts(_ person: Person) -> [Fact] {
        names(person) + [fact("users.form.title", person.title.map { say("titles.\($0.rawValue)") } ?? say("users.none"))]
    }

    /// What somebody does elsewhere in the entity, where they are registered once more; nothing of somebody who has no other role there.
    func rolesHere(of registrant: Registrant) -> [Fact] {
        let roles = registrant.rolesHere.map { here in
            let place = here.quality.map { " – \(label(of: $0.domain)) \(identifier(of: $0))" } ?? ""
            let blocked = here.isBlocked ? " (\(say("statuses.blocked")))" : ""
            return say("roles.\(here.role.rawValue)") + place + blocked
        }
        return roles.isEmpty ? [] : [fact("users.form.otherRoles", roles.joined(separator: "; "))]
    }

    func contactFacts(_ person: Person) -> [Fact] {
        [
            fact("users.form.language", person.language.ownName), fact("users.form.email", person.email?.text ?? say("users.none")),
            fact("users.form.secondEmail", person.secondEmail?.text ?? say("users.none")),
        ]
    }
}
