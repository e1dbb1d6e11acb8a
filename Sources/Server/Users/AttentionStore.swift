import Foundation
import Rules
import Storage

/// What in a quality somebody should look at who manages it (MISSION M2). Each part of it reads a bounded number of rows, however long the list.
struct Attention: Sendable {
    /// After this long somebody blocked is worth a second look.
    static let longBlock: TimeInterval = 90 * 86_400
    /// After this long somebody should have used the password that was given to them; who was registered long ago is no longer counted.
    static let unusedPassword: ClosedRange<TimeInterval> = (14 * 86_400)...(90 * 86_400)
    /// So many rows are looked at.
    static let bound = 500

    let quality: Quality
    /// Registrations that wait to be confirmed.
    let waiting: Int
    /// Nobody else could manage its users while this one is away.
    let isManagedAlone: Bool
    let blockedLong: Int
    let unusedPasswords: Int
}

extension Transaction {
    func attention(_ quality: Quality, at now: Date) throws -> Attention {
        Attention(
            quality: quality, waiting: try userDrafts(in: quality).count { $0.role == nil }, isManagedAlone: try managers(of: quality).count == 1,
            blockedLong: try blocked(in: quality.id, before: now.addingTimeInterval(-Attention.longBlock)),
            unusedPasswords: try unusedPasswords(
                in: quality.id, since: now.addingTimeInterval(-Attention.unusedPassword.upperBound),
                until: now.addingTimeInterval(-Attention.unusedPassword.lowerBound)))
    }

    /// Everyone who may manage its users and is not blocked.
    private func managers(of quality: Quality) throws -> Set<Person.ID> {
        let holdings =
            try [chief(of: quality.entity), appointedManager(of: quality.id)].compactMap(\.self) + coChiefs(of: quality.entity)
            + coManagers(of: quality.id)
        return Set(holdings.filter { !$0.isBlocked }.map(\.assignment.person))
    }

    private func blocked(in quality: Quality.ID, before date: Date) throws -> Int {
        try count(
            """
            SELECT COUNT(*) FROM (SELECT r.assignment FROM roster r WHERE r.quality = \(quality) AND r.blocked = 1 LIMIT \(Attention.bound)) l
            JOIN blocks b ON b.assignment = l.assignment AND b.open = 1 JOIN acts t ON t.id = b.opened_by WHERE t.at < \(date)
            """)
    }

    private func unusedPasswords(in quality: Quality.ID, since first: Date, until last: Date) throws -> Int {
        try count(
            """
            SELECT COUNT(*) FROM (SELECT r.person FROM roster r WHERE r.quality = \(quality) AND r.since >= \(first) AND r.since < \(last)
            ORDER BY r.since, r.assignment LIMIT \(Attention.bound)) l JOIN accounts u ON u.person = l.person AND u.must_change = 1
            """)
    }
}
