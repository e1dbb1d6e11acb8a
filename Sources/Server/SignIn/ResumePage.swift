import Foundation
import Hummingbird
import Rules
import Web

/// A form typed before the session ended, given back to the same person to send again: nothing typed is lost. Passwords are never kept.
enum ResumePage {
    static func show(_ visit: Visit) async throws -> Response {
        let session = try visit.signedIn()
        guard let held = try await visit.house.heldForm(visit.query["held"], for: session.person.id, at: visit.now),
            try await visit.mayResume(held, session)
        else {
            return visit.redirect(to: Address.mine(), notice: "heldFormGone")
        }
        return try visit.page(ResumeModel(path: held.path, values: HiddenValue.all(held.values)), title: visit.say("signIn.resume.title"))
    }
}

struct ResumeModel: PageModel {
    static let template = "signIn/resume"

    let path: String
    let values: [HiddenValue]
}

extension Visit {
    /// A confined session is given back only what was typed about its own entity.
    fileprivate func mayResume(_ held: HeldForm, _ session: Session) async throws -> Bool {
        guard let confined = session.confinedTo else { return true }
        guard let entity = try await house.read({ tx in try tx.entity(confined) }) else { return false }
        return "\(held.path)/".hasPrefix("\(Address.entity(entity.number))/")
    }
}
