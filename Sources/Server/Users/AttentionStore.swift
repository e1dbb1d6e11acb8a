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
        let blocked = try keys("assignment", of: "quality = \(quality) AND blocked = 1 ORDER BY name, assignment")
        guard !blocked.isEmpty else { return 0 }
        return try count(
            """
            SELECT COUNT(*) FROM blocks b JOIN acts t ON t.id = b.opened_by
            WHERE b.assignment IN \(list: blocked) AND b.open = 1 AND t.at < \(date)
            """)
    }

    private func unusedPasswords(in quality: Quality.ID, since first: Date, until last: Date) throws -> Int {
        let people = try keys("person", of: "quality = \(quality) AND since >= \(first) AND since < \(last) ORDER BY since, assignment")
        return people.isEmpty ? 0 : try count("SELECT COUNT(*) FROM accounts WHERE person IN \(list: people) AND must_change = 1")
    }

    private func keys(_ column: SQL, of listed: SQL) throws -> [Int64] {
        try rows("SELECT \(column) FROM roster WHERE \(listed) LIMIT \(Attention.bound)") { try $0.integer(at: 0) }
    }
}
