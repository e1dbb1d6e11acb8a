import Hummingbird
import Rules
import Web

/// Says what a user gets back, and gives it (MISSION M12).
enum UnblockUserPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        guard user.holding.isBlocked else { return visit.redirect(to: try visit.here(.user, user.id)) }
        return try await page(visit, user)
    }

    static func unblock(_ visit: Visit) async throws -> Response {
        let id: Assignment.ID = try visit.part()
        do {
            try await visit.perform(UnblockUser(user: id, quality: try visit.thisQuality()))
            return visit.redirect(to: try visit.here(.user, id), notice: "userUnblocked", about: id.rawValue)
        } catch let refusal as Refusal {
            return try await page(visit, try await visit.user(), refusal: refusal)
        }
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, refusal: Refusal? = nil) async throws -> Response {
        // There is nothing left to do: no button offers it.
        let isDone = refusal == .notBlocked
        let back = try visit.here(.user, user.id)
        let model = SureModel(
            lead: isDone ? nil : visit.say("users.unblock.lead", ["name": user.person.name]), refusal: try await visit.refusalModel(refusal),
            consequences: try await visit.consequences(of: UnblockUser(user: user.id, quality: try visit.thisQuality())),
            action: try visit.here(.unblockUser, user.id), actions: isDone ? nil : visit.actions(visit.say("users.unblock.submit"), back: back))
        return try visit.userPage(model, title: visit.say("users.unblock.title"), about: user, refused: refusal != nil)
    }
}
