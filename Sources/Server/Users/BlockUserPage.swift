import Hummingbird
import Rules
import Web

/// Asks why a user, co-manager or co-chief is blocked for now, says what that changes, and does it (MISSION M5, M8, M12).
enum BlockUserPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.userToChange()
        guard !user.holding.isBlocked else { return visit.redirect(to: try visit.here(.entry, user.id)) }
        return try await page(visit, user)
    }

    static func block(_ visit: Visit) async throws -> Response {
        let id = try await visit.userToChange().id
        do {
            var reader = FormReader(visit.form)
            let reason = reader.choice("reason", BlockReason.init(rawValue:))
            try reader.finish()
            guard let reason else { throw NotFound() }
            try await visit.perform(BlockUser(user: id, in: try visit.place(), reason: reason))
            return visit.redirect(to: try visit.here(.entry, id), notice: "userBlocked", about: id.rawValue)
        } catch let invalid as Invalid {
            return try await page(visit, try await visit.user(), invalid: invalid)
        } catch let refusal as Refusal {
            return try await page(visit, try await visit.user(), refusal: refusal)
        }
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, invalid: Invalid? = nil, refusal: Refusal? = nil) async throws -> Response {
        // There is nothing left to do: no button offers it.
        let isDone = refusal == .alreadyBlocked
        // The reason changes nothing of what follows.
        let consequences = try await visit.consequences(of: BlockUser(user: user.id, in: user.place, reason: .other), on: user.role)
        let fields = Fields(visit, visit.form, invalid, texts: "users.block")
        let reasons = fields.radios(
            "reason", BlockReason.allCases.map { ($0.rawValue, visit.say("blockReasons.\($0.rawValue)"), nil) }, required: true)
        let back = try visit.here(.entry, user.id)
        let model = SureModel(
            lead: isDone ? nil : visit.say("users.block.lead", ["name": user.person.name]), errors: fields.errors,
            refusal: try await visit.refusalModel(refusal), consequences: consequences, action: try visit.here(.block, user.id),
            reason: isDone ? nil : reasons, actions: isDone ? nil : visit.actions(visit.say("users.block.submit"), back: back))
        return try visit.userPage(model, title: visit.say("block.title", of: user.role), about: user, refused: invalid != nil || refusal != nil)
    }
}
