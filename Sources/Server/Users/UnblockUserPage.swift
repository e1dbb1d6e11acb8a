import Foundation
import Hummingbird
import Rules
import Storage

/// A user who gets back what the block kept (MISSION M12).
enum UnblockUserPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        guard user.holding.isBlocked else { return visit.redirect(to: try visit.here(.user, user.id)) }
        return try await page(visit, user)
    }

    static func unblock(_ visit: Visit) async throws -> Response {
        do {
            let id = try await visit.enactOnUser(within: .entity) { tx, user, occasion in
                try tx.enact(user.holding.unblocked(on: occasion))
                try tx.post(.unblocked, to: user.person, visit, applications: user.holding.grants.map(\.application))
                return user.id
            }
            return visit.redirect(to: try visit.here(.user, id), notice: "userUnblocked", about: id.rawValue)
        } catch let refusal as Refusal {
            return try await page(visit, try await visit.user(), refusal: refusal)
        }
    }

    private static func page(_ visit: Visit, _ user: RegisteredUser, refusal: Refusal? = nil) async throws -> Response {
        let domain = try visit.thisQuality().domain
        let back = try visit.here(.user, user.id)
        let opened = user.holding.grants.map { visit.say("users.unblock.opens", ["application": visit.label(of: $0.application, in: domain)]) }
        // There is nothing left to do: no button offers it.
        let isDone = refusal == .notBlocked
        let model: [String: Any] = [
            "lead": isDone ? false : visit.say("users.unblock.lead", ["name": user.person.name]) as Any, "saved": false,
            "errors": [] as [[String: Any]],
            "refusal": try await visit.told(refusal), "action": try visit.here(.unblockUser, user.id), "reason": false,
            "consequences": isDone ? [] : opened + visit.told(user.person),
            "actions": isDone
                ? false
                : ["label": visit.say("users.unblock.submit"), "secondary": ["label": visit.say("users.cancel"), "href": back]] as [String: Any]
                    as Any,
        ]
        return try visit.userPage("users/sure", visit.say("users.unblock.title"), about: user, model, refused: refusal != nil)
    }
}
