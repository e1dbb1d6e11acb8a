import Foundation
import Hummingbird
import Rules
import Web

/// Asks a new password for a user, co-manager or co-chief who lost theirs (MISSION M5, M8, M13).
enum UserPasswordPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        _ = try user.holding.passwordSet(user.otherHoldings, hasAccount: user.account != nil, on: visit.occasion())
        return try await page(visit, user)
    }

    static func set(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        // Before anything that was typed is looked at: whoever may not gets one answer, whatever they type.
        _ = try user.holding.passwordSet(user.otherHoldings, hasAccount: user.account != nil, on: visit.occasion())
        do {
            var reader = FormReader(visit.form)
            let password = visit.newPassword(&reader, personal: PersonalWords(user.person, userName: user.account?.userName))
            try reader.finish()
            let hash = try await visit.house.passwords.hash(password ?? "")
            try await visit.perform(SetUserPassword(user: user.id, place: user.place, hash: hash))
            return visit.redirect(to: try visit.here(.entry, user.id), notice: "userPasswordSet", about: user.id.rawValue)
        } catch let invalid as Invalid {
            return try await page(visit, user, invalid: invalid)
        } catch let refusal as Refusal {
            return try await page(visit, user, refusal: refusal)
        }
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, invalid: Invalid? = nil, refusal: Refusal? = nil) async throws -> Response {
        let fields = Fields(visit, Form(), invalid, texts: "users.form")
        let model = UserPasswordModel(
            userName: user.account?.userName ?? "", errors: fields.errors, refusal: try await visit.refusalModel(refusal),
            action: try visit.here(.password, user.id),
            password: fields.field("password", type: "password", required: true, autocomplete: "new-password"),
            rules: visit.passwordRules(personal: PersonalWords(user.person, userName: user.account?.userName)),
            passwordAgain: fields.field("passwordAgain", type: "password", required: true, autocomplete: "new-password"),
            actions: visit.actions(visit.say("users.password.submit"), back: try visit.here(.entry, user.id)))
        return try visit.userPage(
            model, title: visit.say("users.password.title", ["name": user.person.name]), about: user, refused: invalid != nil || refusal != nil)
    }
}

struct UserPasswordModel: PageModel {
    static let template = "users/password"

    let userName: String
    let errors: [FieldError]
    let refusal: RefusalModel?
    let action: String
    let password: Field
    let rules: PasswordRules
    let passwordAgain: Field
    let actions: Actions
}
