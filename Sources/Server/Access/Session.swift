package import Foundation
package import Rules
import Storage
import Web

/// Someone signed in: who, how surely, since when.
package struct Session: Hashable, Sendable {
    package let digest: [UInt8]
    package let person: Person
    package let assurance: Assurance
    package let createdAt: Date
    /// The account's password was given by somebody else and must be changed before anything else.
    package let mustChangePassword: Bool
    /// The one entity that this session sees and acts in: its password was given there by somebody else (`Account.givenIn`). Each gate says what that
    /// means (`Gate.Confined`).
    package let confinedTo: Entity.ID?
}

extension House {
    /// The live session that a cookie's secret opens: not revoked, not idle too long, not too old; and where it leads, seen in the same moment.
    func session(_ secret: String, at now: Date, in place: AddressedPlace? = nil) async throws -> (Session, Arrival?)? {
        let (digest, settings) = (Secret.digest(secret), settings)
        guard !endedSessions.contains(digest) else { return nil }
        let found = try await read { tx -> (Session, Arrival?, Date)? in
            guard let (row, (person, generation), seen) = try tx.sessionRow(digest, of: { try tx.personAndGeneration($0.person) }),
                row.isLive(lastSeen: seen, at: now, settings.sessionLimits)
            else { return nil }
            // The account says what a password opens: a session by password is nothing without it.
            let account = try tx.account(of: row.person, in: generation)
            guard account != nil || row.assurance != .password else { return nil }
            let session = Session(
                digest: digest, person: person, assurance: row.assurance, createdAt: row.createdAt,
                mustChangePassword: account?.mustChange ?? false, confinedTo: row.assurance == .password ? account?.givenIn : nil)
            return (session, try place.flatMap { try tx.arrival(of: session.person.id, in: $0, at: now) }, seen)
        }
        guard let (session, arrival, seen) = found else { return nil }
        // Seen is kept to the minute: a page view is not worth a durable write.
        if now > seen.addingTimeInterval(60) {
            try await storage.write(.about(session.person.id.rawValue)) { tx in try tx.saw(session: digest, at: now) }
        }
        return (session, arrival)
    }

    /// Opens a session, ends the one it takes the place of, and gives the secret for its cookie. What the same person had typed in the former one
    /// goes on to the new.
    package func openSession(for person: Person.ID, _ assurance: Assurance, replacing former: [UInt8]? = nil) async throws -> String {
        let (secret, now, settings) = (Secret.random(), clock(), settings)
        let digest = Secret.digest(secret)
        try await write { tx in
            if let former, let row = try tx.sessionRow(former) {
                if row.0.person == person { try tx.moveForms(of: person, from: former, to: digest) }
                // A form that somebody else typed before their session ended here by itself still waits for them.
                if row.0.person == person || row.0.ended(lastSeen: row.seen, settings.sessionLimits) > now {
                    try tx.revoke(session: former, at: now, settings.sessionLimits)
                }
            }
            try tx.forgetSessions(of: person, at: now, settings.sessionLimits)
            try tx.openSession(digest, person, assurance, at: now)
        }
        metrics.signIns.add(1)
        return secret
    }
}
