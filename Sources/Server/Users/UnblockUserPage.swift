import Hummingbird
import Rules
import Web

/// Says what a user, co-manager or co-chief gets back, and gives it (MISSION M5, M8, M12).
enum UnblockUserPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.userToChange(raises: true)
        guard user.holding.isBlocked else { return visit.redirect(to: try visit.here(.entry, user.id)) }
        return try await page(visit, user)
    }

    static func unblock(_ visit: Visit) async throws -> Response {
        let id = try await visit.userToChange(raises: true).id
        do {
            try await visit.perform(UnblockUser(user: id, in: try visit.place()))
            return visit.redirect(to: try visit.here(.entry, id), notice: "userUnblocked", about: id.rawValue)
        } catch let refusal as Refusal {
            return try await page(visit, try await visit.user(), refusal: refusal)
        }
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, refusal: Refusal? = nil) async throws -> Response {
        // There is nothing left to do: no button offers it.
        let isDone = refusal == .notBlocked
        let back = try visit.here(.entry, user.id)
        let model = SureModel(
            lead: isDone ? nil : visit.say("users.unblock.lead", ["name": user.person.name]), refusal: try await visit.refusalModel(refusal),
            consequences: try await visit.consequences(of: UnblockUser(user: user.id, in: user.place), on: user.role),
            action: try visit.here(.unblock, user.id), actions: isDone ? nil : visit.actions(visit.say("users.unblock.submit"), back: back))
        return try visit.userPage(model, title: visit.say("unblock.title", of: user.role), about: user, refused: refusal != nil)
    }
}
