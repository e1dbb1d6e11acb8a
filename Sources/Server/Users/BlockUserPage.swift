import Foundation
import Hummingbird
import Rules
import Storage

/// A user who opens nothing for now (MISSION M12).
enum BlockUserPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        guard !user.holding.isBlocked else { return visit.redirect(to: try visit.here(.user, user.id)) }
        return try await page(visit, user)
    }

    static func block(_ visit: Visit) async throws -> Response {
        do {
            var reader = FormReader(visit.form)
            let reason = reader.choice("reason", BlockReason.init(rawValue:))
            try reader.finish()
            guard let reason else { throw NotFound() }
            let id = try await visit.enactOnUser(within: .entity) { tx, user, occasion in
                try tx.enact(user.holding.blocked(because: reason, on: occasion))
                try tx.post(.blocked, to: user.person, visit)
                return user.id
            }
            return visit.redirect(to: try visit.here(.user, id), notice: "userBlocked", about: id.rawValue)
        } catch let invalid as Invalid {
            return try await page(visit, try await visit.user(), invalid: invalid)
        } catch let refusal as Refusal {
            return try await page(visit, try await visit.user(), refusal: refusal)
        }
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, invalid: Invalid? = nil, refusal: Refusal? = nil) async throws -> Response {
        let fields = Fields(visit, visit.form, invalid, texts: "users.block")
        let reasons = fields.radios(
            "reason", BlockReason.allCases.map { ($0.rawValue, visit.say("blockReasons.\($0.rawValue)"), nil) }, required: true)
        // There is nothing left to do: no button offers it.
        let isDone = refusal == .alreadyBlocked
        let consequences =
            [visit.say("users.block.opensNothing"), visit.say("users.block.keeps"), visit.say("users.block.here")] + visit.told(user.person)
        let back = try visit.here(.user, user.id)
        let model: [String: Any] = [
            "lead": isDone ? false : visit.say("users.block.lead", ["name": user.person.name]) as Any, "saved": false, "errors": fields.errors,
            "refusal": try await visit.told(refusal), "action": try visit.here(.blockUser, user.id), "reason": isDone ? false : reasons as Any,
            "consequences": isDone ? [] : consequences,
            "actions": isDone
                ? false
                : ["label": visit.say("users.block.submit"), "secondary": ["label": visit.say("users.cancel"), "href": back]] as [String: Any] as Any,
        ]
        return try visit.userPage("users/sure", visit.say("users.block.title"), about: user, model, refused: invalid != nil || refusal != nil)
    }
}
