import Hummingbird
import Rules
import Web

/// Says what ends with a user's, co-manager's or co-chief's assignment, and ends it (MISSION M5, M8, M12).
enum RemoveUserPage {
    static func ask(_ visit: Visit) async throws -> Response { try await page(visit, try await visit.userToChange()) }

    static func remove(_ visit: Visit) async throws -> Response {
        let (id, place): (Assignment.ID, Place) = (try visit.part(), try visit.place())
        // Removing twice arrives where removing once does.
        guard try await visit.house.read({ tx in try !tx.wasAdministered(id, in: place) }) else { return try removed(visit, id) }
        let user = try await visit.userToChange()
        do {
            try await visit.perform(RemoveUser(user: id, in: place))
            return try removed(visit, id)
        } catch let refusal as Refusal {
            return try await page(visit, user, refusal: refusal)
        }
    }

    private static func removed(_ visit: Visit, _ user: Assignment.ID) throws -> Response {
        visit.redirect(to: try visit.listOfPeople(), notice: "userRemoved", about: user.rawValue)
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, refusal: Refusal? = nil) async throws -> Response {
        let model = SureModel(
            lead: visit.say("remove.lead", of: user.role, ["name": user.person.name]), refusal: try await visit.refusalModel(refusal),
            consequences: try await visit.consequences(of: RemoveUser(user: user.id, in: user.place), on: user.role),
            action: try visit.here(.remove, user.id),
            actions: visit.actions(visit.say("users.remove.submit"), danger: true, back: try visit.here(.entry, user.id)))
        return try visit.userPage(model, title: visit.say("remove.title", of: user.role), about: user, refused: refusal != nil)
    }
}
