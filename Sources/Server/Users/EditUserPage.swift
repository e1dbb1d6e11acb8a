import Foundation
import Hummingbird
import Rules
import Storage

/// A user's language and e-mail addresses, changed for them (MISSION M13).
enum EditUserPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        let (person, occasion) = (user.person, try visit.occasion())
        _ = try user.holding.edited(user.footing, on: occasion)
        let form = Form([
            "language": [person.language.rawValue], "email": [person.email?.text ?? ""], "secondEmail": [person.secondEmail?.text ?? ""],
        ])
        return try page(visit, user, form)
    }

    static func save(_ visit: Visit) async throws -> Response {
        do {
            var reader = FormReader(visit.form)
            let language = reader.choice("language", Language.init(rawValue:))
            let email = reader.required("email", EmailAddress.init)
            let second = reader.optional("secondEmail", EmailAddress.init)
            try reader.finish()
            let id = try await visit.enactOnUser(within: .everything) { tx, user, occasion in
                let act = try user.holding.edited(user.footing, on: occasion)
                var person = user.person
                (person.language, person.email, person.secondEmail) = (language ?? person.language, email, second)
                guard person != user.person else { throw Refusal.nothingChanges }
                try tx.saveContact(of: person)
                try tx.enact(act)
                return user.id
            }
            return visit.redirect(to: try visit.here(.user, id), notice: "userEdited")
        } catch let invalid as Invalid {
            return try page(visit, try await visit.user(), visit.form, invalid: invalid)
        } catch let refusal as Refusal {
            return try page(visit, try await visit.user(), visit.form, refusal: refusal)
        }
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, _ form: Form, invalid: Invalid? = nil, refusal: Refusal? = nil) throws
        -> Response
    {
        let fields = Fields(visit, form, invalid, texts: "users.form")
        let model: [String: Any] = [
            "name": user.person.name, "errors": fields.errors, "refusal": refusal.map { visit.told($0) as Any } ?? false,
            "action": try visit.here(.editUser, user.id), "contact": visit.contactFields(fields),
            "actions": [
                "label": visit.say("users.save"), "secondary": ["label": visit.say("users.cancel"), "href": try visit.here(.user, user.id)],
            ],
        ]
        return try visit.userPage("users/edit", visit.say("users.edit.title"), about: user, model, refused: invalid != nil || refusal != nil)
    }
}
