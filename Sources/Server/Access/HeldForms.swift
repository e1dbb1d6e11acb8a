import Crypto
import Foundation
import Hummingbird
import Rules
import Storage
import Web

extension House {
    /// Sends the visitor to sign in, and remembers where they were going and what they had typed.
    func askToSignIn(_ visit: Visit) async throws -> Response {
        guard visit.request.method == .post, visit.takes == .form, let former = try await formerSession(visit) else {
            let hasTyped = visit.request.method == .post && !visit.form.kept.isEmpty
            return visit.redirect(to: visit.leading(to: Address.signIn()), notice: hasTyped ? "typedNotKept" : nil)
        }
        let secret = try await hold(visit, for: former.person, in: former.digest, most: HeldForm.Most.ofFormerSession)
        return visit.redirect(to: "\(Address.signIn())?held=\(secret)", notice: "signInAgain")
    }

    /// Keeps what was typed but its passwords, and returns the secret it is found under.
    func hold(_ visit: Visit, for owner: Person.ID, in session: [UInt8], most: Int = HeldForm.Most.ofSession) async throws -> String {
        let secret = Secret.random()
        let held = HeldForm(path: visit.request.uri.path, values: visit.form.kept)
        let now = visit.now
        try await storage.write { tx in
            try tx.makeRoomForForm(of: owner, in: session, most: most, at: now)
            try tx.hold(held, under: Secret.digest(secret), for: owner, in: session, at: now)
        }
        return secret
    }

    /// The session that this browser's cookie opened until it ended by itself, not long ago. Without one nobody can be told from anybody else, and a
    /// form is given back to nobody; and whoever has signed out has said that nothing more comes from them.
    private func formerSession(_ visit: Visit) async throws -> (digest: [UInt8], person: Person.ID)? {
        guard let digest = visit.cookies.session(of: visit.request).map(Secret.digest),
            !endedSessions.contains(digest), let (row, seen) = try await read({ tx in try tx.sessionRow(digest) }), row.revokedAt == nil,
            visit.now < row.ended(lastSeen: seen, settings.sessionLimits).addingTimeInterval(SessionRow.grace)
        else { return nil }
        return (digest, row.person)
    }

    /// The form held under a secret, if it is this person's.
    func heldForm(_ secret: String, for person: Person.ID, at now: Date) async throws -> HeldForm? {
        guard secret.utf8.count == Secret.length else { return nil }
        return try await read { tx in try tx.held(Secret.digest(secret), for: person, since: now.addingTimeInterval(-HeldForm.memory)) }
    }
}
