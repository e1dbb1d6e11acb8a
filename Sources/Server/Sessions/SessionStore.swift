package import Foundation
package import Rules
package import Storage
import Web

/// How long sessions last, in seconds.
package struct SessionLimits: Sendable {
    /// Without a page.
    package var idle: TimeInterval
    /// In all.
    package var absolute: TimeInterval
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
    /// Of its person, when it was opened or last went on.
    let generation: Int64

    /// Whether it can still be used: not ended by anybody, not idle too long, not too old.
    func isLive(lastSeen: Date, at now: Date, _ limits: SessionLimits) -> Bool { revokedAt == nil && now < ended(lastSeen: lastSeen, limits) }

    /// When it ended, or will end without another page.
    func ended(lastSeen: Date, _ limits: SessionLimits) -> Date {
        revokedAt ?? min(lastSeen.addingTimeInterval(limits.idle), createdAt.addingTimeInterval(limits.absolute))
    }
}

/// A session that can still be used.
struct LiveSession: Sendable {
    let digest: [UInt8]
    let assurance: Assurance
    let createdAt: Date
    /// To the minute.
    let seenAt: Date
}

extension KeptTable {
    static let sessions = KeptTable(
        "sessions", key: "digest", columns: ["digest", "person", "assurance", "created_at", "seen_at", "revoked_at", "generation"])
}

extension Transaction {
    /// Where a person is signed in, the most recently used first.
    func liveSessions(of person: Person.ID, at now: Date, _ limits: SessionLimits) throws -> [LiveSession] {
        let generation = try generation(of: person)
        return try kept(.sessions, "WHERE person = \(person) ORDER BY seen_at DESC, created_at DESC") {
            let (row, seen, digest) = (try SessionRow($0), try $0.date("seen_at"), try $0.bytes("digest"))
            guard row.generation == generation, row.isLive(lastSeen: seen, at: now, limits) else { return LiveSession?.none }
            return LiveSession(digest: digest, assurance: row.assurance, createdAt: row.createdAt, seenAt: seen)
        }.compactMap(\.self)
    }

    package func openSession(_ digest: [UInt8], _ person: Person.ID, _ assurance: Assurance, at now: Date) throws {
        guard let generation = try generation(of: person) else { throw UnauthenticRow(table: KeptTable.people.description) }
        try keep(
            [digest.bound, person.bound, assurance.rawValue.bound, now.bound, now.bound, .null, generation.bound], in: .sessions)
    }

    /// The row and when it was last seen, live or not. One of before its person's other sessions were ended is a row that was put back.
    package func sessionRow(_ digest: [UInt8]) throws -> (SessionRow, seen: Date)? {
        try sessionRow(digest) { row in try generation(of: row.person).map { ((), generation: $0) } }.map { ($0.row, $0.seen) }
    }

    /// The same with whom it is of, read with their generation.
    func sessionRow<Owner>(_ digest: [UInt8], of owner: (SessionRow) throws -> (Owner, generation: Int64)?) throws -> (
        row: SessionRow, of: Owner, seen: Date
    )? {
        guard let (row, seen) = try keptRow(.sessions, "WHERE digest = \(digest)", { (try SessionRow($0), try $0.date("seen_at")) }),
            let (owner, generation) = try owner(row)
        else { return nil }
        guard row.revokedAt != nil || row.generation == generation else {
            report(.sessions, KeptTable.sessions.told(key: [digest.bound]))
            return nil
        }
        return (row, owner, seen)
    }

    package func saw(session digest: [UInt8], at now: Date) throws { try keep(["seen_at": now.bound], in: .sessions, where: "digest = \(digest)") }

    /// Ends a session, for good if it could still be used: its row, put back as it was, is of an older generation then.
    package func revoke(session digest: [UInt8], at now: Date, _ limits: SessionLimits) throws {
        let found = try sessionRow(digest)
        try keep(["revoked_at": now.bound], in: .sessions, where: "digest = \(digest) AND revoked_at IS NULL", leavingOthers: true)
        note(ended: [digest])
        try run("DELETE FROM held_forms WHERE session = \(digest)")
        if let (row, seen) = found, row.isLive(lastSeen: seen, at: now, limits) { try goOnInNewGeneration(row.person) }
    }

    /// Forgets what nobody can use any more, and makes room for one more session: what has to give way ends for good.
    func forgetSessions(of person: Person.ID, at now: Date, _ limits: SessionLimits) throws {
        let live = Set(try liveSessions(of: person, at: now, limits).map(\.digest))
        let instant = now.addingTimeInterval(-SessionRow.memory)
        try run("DELETE FROM sessions WHERE person = \(person) AND (created_at < \(instant) OR revoked_at IS NOT NULL)")
        let others = try rows("SELECT digest FROM sessions WHERE person = \(person) ORDER BY seen_at DESC, digest") { try $0.bytes("digest") }
        let ended = others.dropFirst(SessionRow.most - 1)
        for digest in ended {
            try run("DELETE FROM held_forms WHERE session = \(digest)")
            try run("DELETE FROM sessions WHERE digest = \(digest)")
        }
        note(ended: Array(ended))
        if !live.isDisjoint(with: ended) { try goOnInNewGeneration(person) }
    }

    /// Nobody is signed in any more.
    func forgetEverySession() throws { try run("DELETE FROM sessions") }

    /// Ends every session of a person but one: after a password change, whoever else was in is out. The others, the account and the open drafts go on in
    /// a new generation; a row of before, put back, is of the old one.
    /// - Parameter assurance: nil for sessions of any kind.
    package func revokeSessions(of person: Person.ID, except digest: [UInt8]?, openedBy assurance: Assurance? = nil, at now: Date) throws {
        let kinds = assurance.map { [$0.rawValue] } ?? Assurance.allCases.map(\.rawValue)
        let ended: SQL = "person = \(person) AND revoked_at IS NULL AND digest <> \(digest ?? []) AND assurance IN \(list: kinds)"
        note(ended: try rows("SELECT digest FROM sessions WHERE \(ended)") { try $0.bytes("digest") })
        try keep(["revoked_at": now.bound], in: .sessions, where: ended, leavingOthers: true)
        try goOnInNewGeneration(person)
        // What was held for those sessions ends with them.
        try run(
            """
            DELETE FROM held_forms WHERE person = \(person) AND NOT EXISTS
                (SELECT 1 FROM sessions s WHERE s.digest = held_forms.session AND s.revoked_at IS NULL)
            """)
    }

    /// What a person has open goes on; a row of before, put back, is of the old generation.
    private func goOnInNewGeneration(_ person: Person.ID) throws {
        let former = try generation(of: person) ?? 0
        let renewed: KeyValuePairs = ["generation": try beginGeneration(of: person).bound]
        // What is of an older generation than the former was put back, and stays behind.
        try keep(renewed, in: .sessions, where: "person = \(person) AND revoked_at IS NULL AND generation = \(former)", leavingOthers: true)
        try keep(renewed, in: .accounts, where: "person = \(person) AND generation = \(former)", leavingOthers: true)
        try keep(
            renewed, in: .drafts, where: "author = \(person) AND generation = \(former) AND confirmed_by IS NULL AND discarded_at IS NULL",
            leavingOthers: true)
    }

    private func note(ended digests: [[UInt8]]) {
        notes[EndedSessionsNote.self, default: EndedSessionsNote()].digests += digests
    }
}

/// Which sessions a transaction ended.
struct EndedSessionsNote: Sendable {
    fileprivate(set) var digests: [[UInt8]] = []
}

extension SessionRow {
    fileprivate init(_ row: Columns) throws {
        self.init(
            person: .init(rawValue: try row.integer("person")), assurance: Assurance(rawValue: try row.text("assurance")) ?? .password,
            createdAt: try row.date("created_at"), revokedAt: try row.optionalDate("revoked_at"), generation: try row.integer("generation"))
    }
}
