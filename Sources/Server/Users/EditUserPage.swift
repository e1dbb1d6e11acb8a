import Foundation
import Hummingbird
import Rules
import Web

/// Asks a user's language, e-mail addresses and, as long as no register and no card has confirmed them, names (MISSION M13).
enum EditUserPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        _ = try user.holding.edited(user.otherHoldings, on: try visit.occasion())
        return try await page(visit, user, Edit(UserChange.fields, of: UserChange.form(of: user.person)))
    }

    static func save(_ visit: Visit) async throws -> Response {
        let found = try await visit.user()
        // Before anything that was typed is looked at.
        _ = try found.holding.edited(found.otherHoldings, on: visit.occasion())
        do {
            let change = try UserChange(visit.form)
            try await visit.perform(
                EditUser(user: found.id, quality: try visit.thisQuality(), change: change, seen: visit.form.seen(UserChange.fields)))
            return visit.redirect(to: try visit.here(.user, found.id), notice: "userEdited", about: found.id.rawValue)
        } catch let invalid as Invalid {
            return try await page(visit, try await visit.user(), Edit(UserChange.fields, typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try await page(visit, try await visit.user(), Edit(UserChange.fields, typed: visit.form, changed))
        } catch let refusal as Refusal {
            return try await page(visit, try await visit.user(), Edit(UserChange.fields, typed: visit.form), refusal: refusal)
        }
    }

    /// Whoever is registered already gets no letter when this form is saved, unless an address changes.
    private static func contact(_ fields: Fields) -> [String: Any] {
        var contact = fields.visit.contactFields(fields)
        var email = fields.email("email", required: true, autocomplete: "off")
        email["hint"] = fields.visit.say("users.edit.emailHint")
        contact["email"] = email
        return contact
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, _ edit: Edit, refusal: Refusal? = nil) async throws -> Response {
        let fields = Fields(visit, edit.form, edit.invalid, texts: "users.form")
        // Names that a manager typed may be corrected by one.
        let isNamed = user.person.namedBy == .manager
        let model: [String: Any] = [
            "name": user.person.name, "errors": fields.errors, "refusal": try await visit.refusalModel(refusal),
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
