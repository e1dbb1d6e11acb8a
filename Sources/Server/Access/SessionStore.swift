package import Foundation
package import Rules
package import Storage
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
        let (digest, idle, absolute) = (Secret.digest(secret), settings.idleLimit, settings.absoluteLimit)
        let found = try await read { tx -> (Session, Arrival?, Date)? in
            guard let (row, seen) = try tx.sessionRow(digest), row.revokedAt == nil, now < seen.addingTimeInterval(idle),
                now < row.createdAt.addingTimeInterval(absolute), let person = try tx.person(row.person)
            else { return nil }
            let account = try tx.account(of: row.person)
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
                if row.0.person == person || row.0.ended(lastSeen: row.seen, settings) > now { try tx.revoke(session: former, at: now) }
            }
            try tx.forgetSessions(of: person, before: now.addingTimeInterval(-SessionRow.memory))
            try tx.openSession(digest, person, assurance, at: now)
        }
        metrics.signIns.add(1)
        return secret
    }
}

package struct SessionRow: Sendable {
    /// How long a session that ended by itself is remembered: a form typed in it may still come in. One that was ended is worth nothing at once.
    static let memory: TimeInterval = 2 * 86_400
    /// How long after it ended by itself a form typed in it is still kept for its owner: overnight.
    static let grace: TimeInterval = 86_400
    /// How many sessions a person has at most; the one that was used longest ago ends for a new one.
    static let most = 20

    package let person: Person.ID
    package let assurance: Assurance
    package let createdAt: Date
    package let revokedAt: Date?

    /// When it ended, or will end without another page.
    func ended(lastSeen: Date, _ settings: Settings) -> Date {
        revokedAt ?? min(lastSeen.addingTimeInterval(settings.idleLimit), createdAt.addingTimeInterval(settings.absoluteLimit))
    }
}

extension Transaction {
    package func openSession(_ digest: [UInt8], _ person: Person.ID, _ assurance: Assurance, at now: Date) throws {
        try run(
            """
            INSERT INTO sessions (digest, person, assurance, created_at, seen_at) VALUES (\(digest), \(person), \(assurance.rawValue), \(now), \(now))
            """)
    }

    /// The row and when it was last seen, live or not.
    package func sessionRow(_ digest: [UInt8]) throws -> (SessionRow, seen: Date)? {
        try row("SELECT person, assurance, created_at, seen_at, revoked_at FROM sessions WHERE digest = \(digest)") {
            let row = SessionRow(
                person: .init(rawValue: try $0.integer("person")), assurance: Assurance(rawValue: try $0.text("assurance")) ?? .password,
                createdAt: try $0.date("created_at"), revokedAt: try $0.optionalDate("revoked_at"))
            return (row, try $0.date("seen_at"))
        }
    }

    package func saw(session digest: [UInt8], at now: Date) throws { try run("UPDATE sessions SET seen_at = \(now) WHERE digest = \(digest)") }

    package func revoke(session digest: [UInt8], at now: Date) throws {
        try run("UPDATE sessions SET revoked_at = \(now) WHERE digest = \(digest) AND revoked_at IS NULL")
        try run("DELETE FROM held_forms WHERE session = \(digest)")
    }

    /// Forgets what nobody can use any more, and makes room for one more session.
    func forgetSessions(of person: Person.ID, before instant: Date) throws {
        try run("DELETE FROM sessions WHERE person = \(person) AND (created_at < \(instant) OR revoked_at IS NOT NULL)")
        let others = try rows("SELECT digest FROM sessions WHERE person = \(person) ORDER BY seen_at DESC, digest") { try $0.bytes("digest") }
        for digest in others.dropFirst(SessionRow.most - 1) {
            try run("DELETE FROM held_forms WHERE session = \(digest)")
            try run("DELETE FROM sessions WHERE digest = \(digest)")
        }
    }

    /// Nobody is signed in any more.
    func forgetEverySession() throws { try run("DELETE FROM sessions") }

    /// Ends every session of a person but one: after a password change, whoever else was in is out.
    /// - Parameter assurance: nil for sessions of any kind.
    package func revokeSessions(of person: Person.ID, except digest: [UInt8]?, openedBy assurance: Assurance? = nil, at now: Date) throws {
        let kinds = assurance.map { [$0.rawValue] } ?? Assurance.allCases.map(\.rawValue)
        try run(
            """
            UPDATE sessions SET revoked_at = \(now)
            WHERE person = \(person) AND revoked_at IS NULL AND digest <> \(digest ?? []) AND assurance IN \(list: kinds)
            """)
        // What was held for those sessions ends with them.
        try run(
            """
            DELETE FROM held_forms WHERE person = \(person) AND NOT EXISTS
                (SELECT 1 FROM sessions s WHERE s.digest = held_forms.session AND s.revoked_at IS NULL)
            """)
    }
}
