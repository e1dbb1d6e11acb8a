import Foundation
import Hummingbird
import Rules

/// A form typed before the session ended, given back to the same person to send again: nothing typed is lost. Passwords are never kept.
enum ResumePage {
    static func show(_ visit: Visit) async throws -> Response {
        let session = try visit.signedIn()
        guard let held = try await visit.house.heldForm(visit.query["held"], for: session.person.id, at: visit.now) else {
            return visit.redirect(to: Address.mine(), notice: "heldFormGone")
        }
        let values = held.values.sorted { $0.key < $1.key }.flatMap { name, values in values.map { ["name": name, "value": $0] } }
        return try visit.page("signIn/resume", title: visit.say("signIn.resume.title"), ["path": held.path, "values": values])
    }
}
