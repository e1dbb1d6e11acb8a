import Rules
import Storage
import Web

/// The person a proposal means, with the contact data that were typed: known already, or to be entered with the designation.
struct Candidate: Sendable {
    let person: Person
    let isNew: Bool
}

extension Transaction {
    /// - Throws: `Invalid` on the name fields when nobody is known by that number and no names were given.
    func candidate(_ proposal: Proposal, by author: Person, newKey: Person.ID, language: Language) throws -> Candidate {
        guard let other = proposal.other else { return Candidate(person: proposal.own.given(to: author), isNew: false) }
        if let known = try person(other.ssin) { return Candidate(person: other.contact.given(to: known), isNew: false) }
        guard let family = other.familyName else { throw other.namesNeeded }
        let person = Person(id: newKey, ssin: other.ssin, givenName: other.givenName, familyName: family, language: language)
        return Candidate(person: other.contact.given(to: person), isNew: true)
    }
}

extension Proposal.Other {
    fileprivate var namesNeeded: Invalid {
        var invalid = Invalid()
        if givenName == nil { invalid.add("givenName", "unknownPerson") }
        if familyName == nil { invalid.add("familyName", "unknownPerson") }
        return invalid
    }
}
