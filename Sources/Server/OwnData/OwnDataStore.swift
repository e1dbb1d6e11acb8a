import Foundation
import Rules
import Storage

/// A session that can still be used.
struct LiveSession: Sendable {
    let digest: [UInt8]
    let assurance: Assurance
    let createdAt: Date
    /// To the minute.
    let seenAt: Date
}

extension Transaction {
    /// Where a person is signed in, the most recently used first.
    func liveSessions(of person: Person.ID, at now: Date, _ settings: Settings) throws -> [LiveSession] {
        try rows(
            """
            SELECT digest, assurance, created_at, seen_at FROM sessions
            WHERE person = \(person) AND revoked_at IS NULL AND seen_at > \(now.addingTimeInterval(-settings.idleLimit))
                AND created_at > \(now.addingTimeInterval(-settings.absoluteLimit))
            ORDER BY seen_at DESC, created_at DESC
            """
        ) {
            LiveSession(
                digest: try $0.bytes("digest"), assurance: Assurance(rawValue: try $0.text("assurance")) ?? .password,
                createdAt: try $0.date("created_at"), seenAt: try $0.date("seen_at"))
        }
    }
}
