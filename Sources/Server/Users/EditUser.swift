import Rules
import Storage
import Web

/// A user's, co-manager's or co-chief's language and e-mail addresses, changed for them (MISSION M5, M8, M13); and their names, as long as no register and
/// no card has confirmed them.
struct EditUser: Operation {
    let user: Assignment.ID
    let place: Place
    let change: UserChange
    /// What the form was shown with.
    let seen: SeenFields

    /// - Throws: `ChangedMeanwhile`
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let user = try tx.administered(user, in: place, at: occasion.at)
        let act = try user.holding.edited(user.otherHoldings, on: occasion)
        try seen.check(against: UserChange.form(of: user.person)) {
            try tx.lastChange(ActCode.editing + [.personContactChanged, .personNamesCorrected], of: user.person.id)
        }
        let person = change.made(on: user.person)
        guard person != user.person else { throw Refusal.nothingChanges }
        var plan = Plan()
        plan.add(SavedContact(person: person))
        if (person.givenName, person.familyName) != (user.person.givenName, user.person.familyName) { plan.add(SavedNames(person: person)) }
        plan.add(act)
        if let letter = UserLetter.addressesChanged(from: user.person, to: person, in: place) { plan.tell(letter) }
        return plan
    }
}

/// What the form about a user asks to change.
struct UserChange: Sendable {
    /// Nil when the form does not ask for names.
    private let names: (given: PersonName?, family: PersonName)?
    private let language: Language
    private let email: EmailAddress
    private let secondEmail: EmailAddress?

    static let fields = ["familyName", "givenName", "language", "email", "secondEmail"]

    /// The form as it is filled in before anything is typed.
    static func form(of person: Person) -> Form {
        Form([
            "familyName": [person.familyName.text], "givenName": [person.givenName?.text ?? ""], "language": [person.language.rawValue],
            "email": [person.email?.text ?? ""], "secondEmail": [person.secondEmail?.text ?? ""],
        ])
    }

    init(_ form: Form) throws {
        var reader = FormReader(form)
        let asksNames = !form.all("familyName").isEmpty
        let family = asksNames ? reader.required("familyName", PersonName.init) : nil
        let given = asksNames ? reader.optional("givenName", PersonName.init) : nil
        let language = reader.choice("language", Language.init(rawValue:))
        let email = reader.required("email", EmailAddress.init)
        secondEmail = reader.optional("secondEmail", EmailAddress.init)
        try reader.finish()
        guard let language, let email else { throw reader.invalid }
        (self.language, self.email) = (language, email)
        names = family.map { (given, $0) }
    }

    /// Names that a card or a register has said stay.
    func made(on former: Person) -> Person {
        var person = names.flatMap { former.named($0.given, $0.family, by: .manager) } ?? former
        (person.language, person.email, person.secondEmail) = (language, email, secondEmail)
        return person
    }
}
