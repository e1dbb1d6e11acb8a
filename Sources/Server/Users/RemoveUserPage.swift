import Foundation
import Hummingbird
import Rules
import Storage

/// The end of a user's assignment, and of what hangs on it (MISSION M12).
enum RemoveUserPage {
    static func ask(_ visit: Visit) async throws -> Response { try await page(visit, try await visit.user()) }

    static func remove(_ visit: Visit) async throws -> Response {
        // Removing twice arrives where removing once does.
        guard try await !wasRemoved(visit) else { return try removed(visit) }
        let user = try await visit.user()
        do {
            try await visit.enactOnUser(within: .entity) { tx, user, occasion in
                try tx.enact(user.holding.removed(on: occasion))
                try tx.post(.removed, to: user.person, visit, taken: user.holding.grants.map(\.application))
            }
            return try removed(visit)
        } catch let refusal as Refusal {
            return try await page(visit, user, refusal: refusal)
        }
    }

    private static func removed(_ visit: Visit) throws -> Response {
        let user: Assignment.ID = try visit.key("user")
        return visit.redirect(to: try visit.here(.users), notice: "userRemoved", about: user.rawValue)
    }

    private static func wasRemoved(_ visit: Visit) async throws -> Bool {
        let (id, quality): (Assignment.ID, Quality.ID) = (try visit.key("user"), try visit.thisQuality().id)
        return try await visit.house.read { tx in try tx.wasUser(id, in: quality) }
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, refusal: Refusal? = nil) async throws -> Response {
        let domain = try visit.thisQuality().domain
        let ended = user.holding.grants.map { visit.say("users.remove.ends", ["application": visit.label(of: $0.application, in: domain)]) }
        let model: [String: Any] = [
            "lead": visit.say("users.remove.lead", ["name": user.person.name]), "saved": false, "errors": [] as [[String: Any]],
            "refusal": try await visit.told(refusal), "action": try visit.here(.removeUser, user.id), "reason": false,
            "consequences": ended + [visit.say("users.remove.list"), visit.say("users.remove.account")] + visit.told(user.person),
            "actions": visit.dangerous(visit.say("users.remove.submit"), back: try visit.here(.user, user.id)),
        ]
        return try visit.userPage("users/sure", visit.say("users.remove.title"), about: user, model, refused: refusal != nil)
    }
}
