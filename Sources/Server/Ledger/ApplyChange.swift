import Foundation
import Rules
import Storage

/// What each change does to the rows. `open` is 1 while a row is open and null once it is closed, so that foreign keys and unique indexes
/// can speak of open rows only. The list of users follows in the same transaction.
extension Transaction {
    func apply(_ change: Change, by act: Act.ID, at date: Date) throws {
        switch change {
        case .registrationOpened(let row):
            try put("INSERT INTO registrations (id, entity, open, opened_by) VALUES (\(row.id), \(row.entity), 1, \(act))")
        case .qualityOpened(let row):
            try put(
                """
                INSERT INTO qualities (id, entity, domain, identifier, open, opened_by)
                VALUES (\(row.id), \(row.entity), \(row.domain), \(row.identifier), 1, \(act))
                """)
        case .assignmentOpened(let row): try open(row, named: try namesInLists(of: [change])[row.id], applications: 0, by: act, at: date)
        case .blockOpened(let row):
            try put(
                """
                INSERT INTO blocks (id, assignment, reason, open, opened_by)
                VALUES (\(row.id), \(row.assignment), \(row.reason.rawValue), 1, \(act))
                """)
            try listBlock(on: row.assignment)
        case .grantOpened(let row): try open([row], by: act)
        case .assignmentClosed(let key):
            try close("UPDATE assignments SET open = NULL, closed_by = \(act) WHERE id = \(key) AND open = 1")
            try unlistAssignment(key)
        case .blockClosed(let key):
            try close("UPDATE blocks SET open = NULL, closed_by = \(act) WHERE id = \(key) AND open = 1")
            try unlistBlock(key)
        case .grantClosed(let key):
            try close("UPDATE grants SET open = NULL, closed_by = \(act) WHERE id = \(key) AND open = 1")
            try unlistGrant(key)
        }
    }

    /// - Parameters:
    ///   - name: under which somebody is listed, in a quality.
    ///   - applications: how many the same act ticks.
    func open(_ row: Assignment, named name: ListedName?, applications: Int, by act: Act.ID, at date: Date) throws {
        try put(
            """
            INSERT INTO assignments (id, person, role, entity, quality, open, opened_by)
            VALUES (\(row.id), \(row.person), \(row.role.rawValue), \(row.entity), \(row.quality), 1, \(act))
            """)
        if let name { try list(row, as: name, applications: applications, since: date) }
    }

    /// Applications that an act ticked, at once.
    /// - Parameter opened: the assignments that it opened, as they are listed.
    func open(_ grants: [Grant], of opened: [Assignment.ID: ListedName] = [:], by act: Act.ID) throws {
        guard !grants.isEmpty else { return }
        let values = grants.map { "(\($0.id), \($0.assignment), \($0.application), 1, \(act))" as SQL }
        try put("INSERT INTO grants (id, assignment, application, open, opened_by) VALUES \(values.joined(separator: ", "))")
        try list(grants, of: opened)
    }

    /// Closing what another act closed in the meantime would make two acts claim one effect.
    private func close(_ statement: SQL) throws { guard try run(statement) == 1 else { throw Refusal.noLongerHeld } }
}
