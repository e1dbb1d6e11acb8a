import Foundation
import Hummingbird
import Rules
import Web

/// Asks a user's, co-manager's or co-chief's language, e-mail addresses and, as long as no register and no card has confirmed them, names (MISSION M5, M8,
/// M13).
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
                EditUser(user: found.id, place: found.place, change: change, seen: visit.form.seen(UserChange.fields)))
            return visit.redirect(to: try visit.here(.entry, found.id), notice: "userEdited", about: found.id.rawValue)
        } catch let invalid as Invalid {
            return try await page(visit, try await visit.user(), Edit(UserChange.fields, typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try await page(visit, try await visit.user(), Edit(UserChange.fields, typed: visit.form, changed))
        } catch let refusal as Refusal {
            return try await page(visit, try await visit.user(), Edit(UserChange.fields, typed: visit.form), refusal: refusal)
        }
    }

    /// Whoever is registered already gets no letter when this form is saved, unless an address changes.
    private static func contact(_ fields: Fields) -> UserContactFields {
        var contact = fields.visit.contactFields(fields)
        contact.email.hint = fields.visit.say("users.edit.emailHint")
        return contact
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, _ edit: Edit, refusal: Refusal? = nil) async throws -> Response {
        let fields = Fields(visit, edit.form, edit.invalid, texts: "users.form")
        // Names that a manager typed may be corrected by one.
        let isNamed = user.person.namedBy == .manager
        let model = EditUserModel(
            name: user.person.name, errors: fields.errors, meanwhile: edit.meanwhile(fields, visit.saidField),
            refusal: try await visit.refusalModel(refusal), action: try visit.here(.edit, user.id), was: edit.was,
            names: isNamed
                ? .init(familyName: fields.field("familyName", required: true), givenName: fields.field("givenName")) : nil,
            confirmed: isNamed ? nil : visit.say("users.edit.confirmed.\(user.person.namedBy.rawValue)"), contact: contact(fields),
            actions: visit.actions(visit.say("users.save"), back: try visit.here(.entry, user.id)))
        return try visit.userPage(
            model, title: visit.say(isNamed ? "users.edit.titleWithName" : "users.edit.title"), about: user,
            status: refusal.isInTheWay ? .unprocessableContent : edit.status)
    }
}

struct EditUserModel: PageModel {
    static let template = "users/edit"

    struct Names: Codable, Sendable {
        let familyName: Field
        let givenName: Field
    }

    let name: String
    let errors: [FieldError]
    let meanwhile: MeanwhileModel?
    let refusal: RefusalModel?
    let action: String
    let was: [HiddenValue]
    /// Nil where the names are confirmed.
    let names: Names?
    /// By what.
    let confirmed: String?
    let contact: UserContactFields
    let actions: Actions
}
