import Foundation
import Hummingbird
import Rules
import Storage

/// A user's language and e-mail addresses, changed for them (MISSION M13); and their names, as long as no register and no card has confirmed them.
enum EditUserPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        _ = try user.holding.edited(user.footing, on: try visit.occasion())
        return try await page(visit, user, Edit(fields, of: form(of: user.person)))
    }

    static func save(_ visit: Visit) async throws -> Response {
        let found = try await visit.user()
        // Before anything that was typed is looked at.
        _ = try found.holding.edited(found.footing, on: visit.occasion())
        do {
            let change = try UserChange(visit.form)
            let sealer = visit.house.sealer
            let id = try await visit.enactOnUser(within: .everything) { tx, user, occasion in
                let act = try user.holding.edited(user.footing, on: occasion)
                try visit.form.check(fields, against: form(of: user.person)) {
                    try tx.lastChange([.personContactChanged, .userEdited, .personNamesCorrected], of: user.person.id, sealer)
                }
                let person = change.made(on: user.person)
                guard person != user.person else { throw Refusal.nothingChanges }
                try tx.saveContact(of: person)
                if (person.givenName, person.familyName) != (user.person.givenName, user.person.familyName) { try tx.saveNames(of: person) }
                try tx.enact(act)
                try tx.tellAddresses(formerly: user.person, now: person, visit)
                return user.id
            }
            return visit.redirect(to: try visit.here(.user, id), notice: "userEdited", about: id.rawValue)
        } catch let invalid as Invalid {
            return try await page(visit, try await visit.user(), Edit(fields, typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try await page(visit, try await visit.user(), Edit(fields, typed: visit.form, changed))
        } catch let refusal as Refusal {
            return try await page(visit, try await visit.user(), Edit(fields, typed: visit.form), refusal: refusal)
        }
    }

    private static let fields = ["familyName", "givenName", "language", "email", "secondEmail"]

    private static func form(of person: Person) -> Form {
        Form([
            "familyName": [person.familyName.text], "givenName": [person.givenName?.text ?? ""], "language": [person.language.rawValue],
            "email": [person.email?.text ?? ""], "secondEmail": [person.secondEmail?.text ?? ""],
        ])
    }

    /// Whoever is registered already gets no letter when this form is saved, unless an address changes.
    private static func contact(_ fields: Fields) -> [String: Any] {
        var contact = fields.visit.contactFields(fields)
        var email = fields.field("email", type: "email", required: true, autocomplete: "off", inputmode: "email")
        email["hint"] = fields.visit.say("users.edit.emailHint")
        contact["email"] = email
        return contact
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, _ edit: Edit, refusal: Refusal? = nil) async throws -> Response {
        let fields = Fields(visit, edit.form, edit.invalid, texts: "users.form")
        // Names that a manager typed may be corrected by one.
        let isNamed = user.person.namedBy == .manager
        let model: [String: Any] = [
            "name": user.person.name, "errors": fields.errors, "refusal": try await visit.told(refusal),
            "action": try visit.here(.editUser, user.id), "contact": contact(fields),
            "names": isNamed ? visit.nameFields(fields) as Any : false,
            "confirmed": isNamed ? false : visit.say("users.edit.confirmed.\(user.person.namedBy.rawValue)") as Any,
            "actions": [
                "label": visit.say("users.save"), "secondary": ["label": visit.say("users.cancel"), "href": try visit.here(.user, user.id)],
            ],
        ]
        return try visit.userPage(
            "users/edit", visit.say(isNamed ? "users.edit.titleWithName" : "users.edit.title"), about: user,
            model.merging(edit.model(fields, visit.saidField)) { $1 },
            status: refusal.isInTheWay ? .unprocessableContent : edit.status)
    }
}

/// What the form about a user asks to change.
private struct UserChange: Sendable {
    /// Nil when the form does not ask for names.
    let names: (given: PersonName?, family: PersonName)?
    let language: Language
    let email: EmailAddress
    let secondEmail: EmailAddress?

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
