import Foundation
import Hummingbird
import Rules
import Storage

/// A new password for a user who lost theirs: their sessions end, and they choose another at the next sign-in (MISSION M13).
enum UserPasswordPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        _ = try user.holding.passwordSet(user.footing, hasAccount: user.account != nil, on: visit.occasion())
        return try await page(visit, user)
    }

    static func set(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        // Before anything that was typed is looked at: whoever may not gets one answer, whatever they type.
        _ = try user.holding.passwordSet(user.footing, hasAccount: user.account != nil, on: visit.occasion())
        do {
            var reader = FormReader(visit.form)
            let password = visit.newPassword(&reader, personal: PersonalWords(user.person, userName: user.account?.userName))
            try reader.finish()
            // Never held against the present password: the answer would say whether the guess was right.
            let hash = try await visit.house.passwords.hash(password ?? "")
            try await visit.enactOnUser(within: .everything) { tx, user, occasion in
                try tx.boundPasswords(by: occasion.acting, at: occasion.at)
                try tx.enact(user.holding.passwordSet(user.footing, hasAccount: user.account != nil, on: occasion))
                try tx.setPassword(hash, mustChange: true, for: user.person.id, at: occasion.at)
                try tx.confinePassword(of: user.person.id, to: occasion.acting.entity)
                try tx.revokeSessions(of: user.person.id, except: nil, at: occasion.at)
                try tx.post(.passwordSet, to: user.person, visit)
            }
            return visit.redirect(to: try visit.here(.user, user.id), notice: "userPasswordSet", about: user.id.rawValue)
        } catch let invalid as Invalid {
            return try await page(visit, user, invalid: invalid)
        } catch let refusal as Refusal {
            return try await page(visit, user, refusal: refusal)
        }
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, invalid: Invalid? = nil, refusal: Refusal? = nil) async throws -> Response {
        let fields = Fields(visit, Form(), invalid, texts: "users.form")
        let model: [String: Any] = [
            "userName": user.account?.userName ?? "", "errors": fields.errors,
            "refusal": try await visit.told(refusal), "action": try visit.here(.userPassword, user.id),
            "password": fields.field("password", type: "password", required: true, autocomplete: "new-password"),
            "passwordAgain": fields.field("passwordAgain", type: "password", required: true, autocomplete: "new-password"),
            "rules": visit.passwordRules(personal: PersonalWords(user.person, userName: user.account?.userName)),
            "actions": [
                "label": visit.say("users.password.submit"),
                "secondary": ["label": visit.say("users.cancel"), "href": try visit.here(.user, user.id)],
            ],
        ]
        return try visit.userPage(
            "users/password", visit.say("users.password.title", ["name": user.person.name]), about: user, model,
            refused: invalid != nil || refusal != nil)
    }
}

extension Transaction {
    /// Counted where they are written, so that many at once do not slip through together. How many passwords one person gives others in an entity, in how
    /// many seconds: more than anyone does who tells each to its owner.
    /// - Throws: `TooOften`
    fileprivate func boundPasswords(by acting: Acting, at now: Date) throws {
        let (most, span) = (30, 600.0)
        let set = try passwordsSet(by: acting.person, in: acting.entity, since: now.addingTimeInterval(-span)).map { min($0, now) }
        guard set.count >= most else { return }
        throw TooOften(.passwordsSlowed, until: set[set.count - most].addingTimeInterval(span))
    }
}
