import Rules
import Web

/// What a representative asks for: themselves or another person as chief, and how to reach both (MISSION D4).
struct Proposal: Sendable {
    enum Who: String, CaseIterable, Sendable { case myself, other }

    /// Another person, by number. The names are asked for only when no register knows the number.
    struct Other: Sendable {
        let ssin: SSIN
        let givenName: PersonName?
        let familyName: PersonName?
        let contact: ContactData
    }

    /// Nil when the representative proposes themselves.
    let other: Other?
    let own: ContactData

    var contact: ContactData { other?.contact ?? own }

    init(_ form: Form, by author: Person) throws {
        var reader = FormReader(form)
        let proposal = reader.proposal(by: author)
        try reader.finish()
        guard let proposal else { throw reader.invalid }
        self = proposal
    }

    /// What was kept of a form that was read when it was saved.
    init(kept form: Form) throws(Invalid) {
        var reader = FormReader(form)
        guard let proposal = reader.proposal(by: nil), reader.invalid.isEmpty else { throw reader.invalid }
        self = proposal
    }

    fileprivate init(other: Other?, own: ContactData) { (self.other, self.own) = (other, own) }
}

/// How to reach someone about a designation.
struct ContactData: Hashable, Sendable {
    let email: EmailAddress
    let phone: PhoneNumber

    func given(to person: Person) -> Person {
        var person = person
        (person.email, person.phone) = (email, phone)
        return person
    }
}

extension FormReader {
    fileprivate mutating func proposal(by author: Person?) -> Proposal? {
        let who = choice("who", Proposal.Who.init(rawValue:))
        let other = who == .other ? otherPerson(than: author) : nil
        let own = contact(email: "ownEmail", phone: "ownPhone")
        guard let own, who == .myself || other != nil else { return nil }
        return Proposal(other: other, own: own)
    }

    private mutating func otherPerson(than author: Person?) -> Proposal.Other? {
        let ssin = required("number", SSIN.init)
        if let ssin, ssin == author?.ssin { add("number", "ownNumber") }
        let given = optional("givenName", PersonName.init)
        let family = optional("familyName", PersonName.init)
        guard let contact = contact(email: "email", phone: "phone"), let ssin else { return nil }
        return Proposal.Other(ssin: ssin, givenName: given, familyName: family, contact: contact)
    }

    fileprivate mutating func contact(email: String, phone: String) -> ContactData? {
        let email = required(email, EmailAddress.init)
        let phone = required(phone, PhoneNumber.init)
        guard let email, let phone else { return nil }
        return ContactData(email: email, phone: phone)
    }
}
