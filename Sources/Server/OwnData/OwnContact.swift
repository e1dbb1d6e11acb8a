import Foundation
import Rules
import Storage

/// What someone may change of their own row; names and number are the register's (MISSION U1).
struct OwnContact: Hashable, Sendable {
    let language: Language
    let email: EmailAddress
    let secondEmail: EmailAddress?
    let phone: PhoneNumber?

    /// - Throws: `Invalid`, with every field that is wrong.
    init(_ form: Form) throws {
        var reader = FormReader(form)
        let language = reader.choice("language", Language.init(rawValue:))
        let email = reader.required("email", EmailAddress.init)
        secondEmail = reader.optional("secondEmail", EmailAddress.init)
        phone = reader.optional("phone", PhoneNumber.init)
        if let email, email == secondEmail { reader.add("secondEmail", "sameEmail") }
        try reader.finish()
        guard let language, let email else { throw reader.invalid }
        (self.language, self.email) = (language, email)
    }

    static let fields = ["language", "email", "secondEmail", "phone"]

    /// The form as it is filled in before anything is typed.
    static func form(of person: Person) -> Form {
        Form([
            "language": [person.language.rawValue], "email": [person.email?.text ?? ""], "secondEmail": [person.secondEmail?.text ?? ""],
            "phone": [person.phone?.text ?? ""],
        ])
    }

    func changed(_ person: Person) -> Person {
        var person = person
        (person.language, person.email, person.secondEmail, person.phone) = (language, email, secondEmail, phone)
        return person
    }
}

extension Transaction {
    /// Saves it and remembers that it was done; tells the addresses that mail no longer goes to, and those that it goes to from now on. False when nothing
    /// changes.
    /// - Throws: `ChangedMeanwhile`
    func save(_ contact: OwnContact, typed form: Form, of id: Person.ID, act: Act.ID, _ house: House, at now: Date) throws -> Bool {
        guard let former = try person(id, house.sealer) else { throw NotFound() }
        try form.check(OwnContact.fields, against: OwnContact.form(of: former)) {
            try lastChange([.personContactChanged, .userEdited], of: id, house.sealer)
        }
        let person = contact.changed(former)
        guard person != former else { return false }
        try enact(former.ownContactChanged(at: now, act: act))
        try saveContact(of: person)
        try tellOwnAddresses(formerly: former, now: person, house, at: now)
        return true
    }
}
