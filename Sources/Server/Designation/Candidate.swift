import Rules
import Storage

/// The person a proposal means, with the contact data that were typed: known already, or to be entered with the designation.
struct Candidate: Sendable {
    let person: Person
    let isNew: Bool
}

extension Transaction {
    /// - Throws: `Invalid` on the name fields when nobody is known by that number and no names were given.
    func candidate(_ proposal: Proposal, by author: Person, newKey: Person.ID, language: Language, _ sealer: Sealer) throws -> Candidate {
        guard let other = proposal.other else { return Candidate(person: proposal.own.given(to: author), isNew: false) }
        if let known = try person(other.ssin, sealer) { return Candidate(person: other.contact.given(to: known), isNew: false) }
        guard let family = other.familyName else { throw other.namesNeeded }
        let person = Person(id: newKey, ssin: other.ssin, givenName: other.givenName, familyName: family, language: language)
        return Candidate(person: other.contact.given(to: person), isNew: true)
    }

    /// Keeps the contact data of both, and enters the person when they are new. Someone else's own addresses stand: what the representative typed
    /// reaches them by letter, and is kept only where they had given nothing, since an address may open an account.
    func keep(_ candidate: Candidate, _ proposal: Proposal, by author: Person, _ sealer: Sealer) throws {
        try saveContact(of: proposal.own.given(to: author))
        guard let other = proposal.other else { return }
        if candidate.isNew { return try add(candidate.person, sealer) }
        guard var known = try person(candidate.person.id, sealer) else { return }
        known.email = known.email ?? other.contact.email
        known.phone = known.phone ?? other.contact.phone
        try saveContact(of: known)
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
