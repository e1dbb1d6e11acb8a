import Crypto
import Foundation
import Hummingbird
package import Rules
package import Storage

/// What was typed into a form whose session had ended, or that is shown again before it is confirmed: kept sealed for an hour, for the same person,
/// so that nothing typed is lost.
package struct HeldForm: Codable, Sendable {
    package var path: String
    package var values: [String: [String]]
}

extension House {
    /// Sends the visitor to sign in, and remembers where they were going and what they had typed.
    func askToSignIn(_ visit: Visit) async throws -> Response {
        guard visit.request.method == .post, let owner = try await formerVisitor(visit) else {
            return visit.redirect(to: visit.leading(to: Address.signIn()))
        }
        return visit.redirect(to: "\(Address.signIn())?held=\(try await hold(visit, for: owner))", notice: "signInAgain")
    }

    /// Keeps what was typed but its passwords, and returns the secret it is found under.
    func hold(_ visit: Visit, for owner: Person.ID) async throws -> String {
        let secret = Secret.random()
        let held = HeldForm(
            path: visit.request.uri.path, values: visit.form.values.filter { $0.key != "_csrf" && !$0.key.lowercased().contains("password") })
        let (sealer, now) = (sealer, visit.now)
        let text = String(decoding: try JSONEncoder().encode(held), as: UTF8.self)
        try await storage.write { tx in
            try tx.hold(try sealer.seal(text, purpose: "form"), path: held.path, under: Secret.digest(secret), for: owner, at: now)
        }
        return secret
    }

    /// Whose session it was that ended. Without one nobody can be told from anybody else, and a form is given back to nobody.
    private func formerVisitor(_ visit: Visit) async throws -> Person.ID? {
        guard let secret = visit.cookies.session(of: visit.request) else { return nil }
        return try await read { tx in try tx.sessionRow(Secret.digest(secret))?.0.person }
    }

    /// The form held under a secret, if it is this person's.
    func heldForm(_ secret: String, for person: Person.ID, at now: Date) async throws -> HeldForm? {
        let sealer = sealer
        let sealed = try await read { tx in try tx.held(Secret.digest(secret), for: person, since: now.addingTimeInterval(-3600)) }
        return try sealed.map { try JSONDecoder().decode(HeldForm.self, from: Data(try sealer.open($0, purpose: "form").utf8)) }
    }
}

extension Transaction {
    func hold(_ sealed: [UInt8], path: String, under digest: [UInt8], for person: Person.ID, at now: Date) throws {
        try run("DELETE FROM held_forms WHERE held_at < \(now.addingTimeInterval(-3600))")
        try run("INSERT INTO held_forms (digest, person, path, sealed, held_at) VALUES (\(digest), \(person), \(path), \(sealed), \(now))")
    }

    func held(_ digest: [UInt8], for person: Person.ID, since: Date) throws -> [UInt8]? {
        try row(
            """
            SELECT sealed FROM held_forms WHERE digest = \(digest) AND held_at >= \(since) AND person = \(person)
            """
        ) { try $0.bytes("sealed") }
    }
}
