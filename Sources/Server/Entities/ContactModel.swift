import Foundation
import Rules
import Storage
import Web

/// The details of an entity or of a quality: what identifies it, how it is reached, who manages it, and which applications it has.
struct ContactModel: PageModel {
    static let template = "entities/contact"

    /// Whoever manages it, under the name of their role.
    struct Head: Codable, Sendable {
        let role: String
        let facts: [Fact]
    }

    struct Application: Codable, Sendable {
        let label: String
        let since: String
    }

    let errors: [FieldError]
    let meanwhile: MeanwhileModel?
    let action: String
    let was: [HiddenValue]
    /// The heading over what identifies it.
    let heading: String
    let facts: [Fact]
    let fields: [Field]
    let head: Head?
    let applications: [Application]
    let back: String
}

/// Whoever holds a role, with how they sign in and since when they hold it.
struct RoleHolder: Sendable {
    let person: Person
    let holding: Holding
    let userName: String?
    let since: Date?
}

extension Transaction {
    /// The holders, without those whose own rows nobody vouches for.
    func roleHolders(_ holdings: [Holding]) throws -> [RoleHolder] {
        let people = try people(holdings.map(\.assignment.person))
        return try holdings.compactMap { holding in
            guard let person = people[holding.assignment.person] else { return nil }
            return RoleHolder(
                person: person, holding: holding, userName: try account(of: person.id)?.userName, since: try opening(of: holding.assignment.id)?.at)
        }
    }
}

extension Visit {
    func head(_ found: RoleHolder, as role: Role) -> ContactModel.Head {
        let person = found.person
        var facts = [fact("users.userName", found.userName ?? say("users.draft.withoutAccount"))] + names(person)
        facts.append(fact("people.ssin", person.ssin.masked, mono: true))
        if let since = found.since { facts.append(fact("entities.created", instant(since))) }
        facts.append(fact("people.email", person.email?.text ?? say("users.none")))
        facts.append(fact("users.form.secondEmail", person.secondEmail?.text ?? say("users.none")))
        return ContactModel.Head(role: say("roles.\(role.rawValue)"), facts: facts)
    }
}
