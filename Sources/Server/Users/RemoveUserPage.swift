import Hummingbird
import Rules
import Web

/// Says what ends with a user's assignment, and ends it (MISSION M12).
enum RemoveUserPage {
    static func ask(_ visit: Visit) async throws -> Response { try await page(visit, try await visit.user()) }

    static func remove(_ visit: Visit) async throws -> Response {
        let (id, quality): (Assignment.ID, Quality) = (try visit.part(), try visit.thisQuality())
        // Removing twice arrives where removing once does.
        guard try await visit.house.read({ tx in try !tx.wasUser(id, in: quality.id) }) else { return try removed(visit, id) }
        let user = try await visit.user()
        do {
            try await visit.perform(RemoveUser(user: id, quality: quality))
            return try removed(visit, id)
        } catch let refusal as Refusal {
            return try await page(visit, user, refusal: refusal)
        }
    }

    private static func removed(_ visit: Visit, _ user: Assignment.ID) throws -> Response {
        visit.redirect(to: try visit.here(.users), notice: "userRemoved", about: user.rawValue)
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, refusal: Refusal? = nil) async throws -> Response {
        let model = SureModel(
            lead: visit.say("users.remove.lead", ["name": user.person.name]), refusal: try await visit.refusalModel(refusal),
            consequences: try await visit.consequences(of: RemoveUser(user: user.id, quality: try visit.thisQuality())),
            action: try visit.here(.removeUser, user.id),
            actions: visit.actions(visit.say("users.remove.submit"), danger: true, back: try visit.here(.user, user.id)))
        return try visit.userPage(model, title: visit.say("users.remove.title"), about: user, refused: refusal != nil)
    }
}
