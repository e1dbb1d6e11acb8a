import Foundation
import Rules
import Storage

/// What the list itself says of someone.
struct UserEntry: Sendable {
    static let columns: SQL =
        "r.assignment, r.role, r.given_name, r.family_name, r.name, r.person, r.user_name, r.blocked, r.since, r.applications"

    let id: Assignment.ID
    let role: Role
    let givenName: String
    let familyName: String
    let folded: String
    let person: Int64
    let userName: String
    let isBlocked: Bool
    let since: Date
    let applications: Int

    var owner: Person.ID { .init(rawValue: person) }

    init(_ row: Columns) throws {
        (id, role) = (.init(rawValue: try row.integer(at: 0)), Role(rawValue: try row.text(at: 1)) ?? .user)
        (givenName, familyName, folded) = (try row.text(at: 2), try row.text(at: 3), try row.text(at: 4))
        (person, userName, isBlocked) = (try row.integer(at: 5), try row.text(at: 6), try row.integer(at: 7) == 1)
        (since, applications) = (Dates.date(microseconds: try row.integer(at: 8)), Int(try row.integer(at: 9)))
    }
}

extension UserRow {
    init(_ entry: UserEntry, _ ssin: SSIN) {
        self.init(
            id: entry.id, person: .init(rawValue: entry.person), role: entry.role, givenName: entry.givenName, familyName: entry.familyName,
            folded: entry.folded, ssin: ssin,
            userName: entry.userName.isEmpty ? nil : entry.userName, isBlocked: entry.isBlocked, since: entry.since,
            applications: entry.applications)
    }
}
