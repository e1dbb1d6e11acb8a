import Rules
import Storage

/// The list of users (docs/decisions/0012): what is written of assignments, people, accounts, blocks and grants, once more, under the keys that pages
/// and filters need.
struct Roster: Projection {
    let name = "the list of users"
    let sources = "assignments, people, blocks and grants"
    let tables = [
        Table(
            "roster", "assignment", "quality", "person", "role", "name", "user_name", "since", "blocked", "given_name", "family_name", "applications",
            "title", "language", "email"
        ),
        Table("roster_names", "quality", "term", "assignment", "part", "shared", "shared_in_part"),
        Table("roster_applications", "quality", "application", "name", "assignment"),
    ]

    func following(_ act: Act, _ tx: borrowing Transaction) throws -> (borrowing Transaction) throws -> Void {
        let (names, grants) = (try tx.namesInLists(of: act.opened(Assignment.self)), act.opened(Grant.self))
        return { tx in
            for change in act.changes {
                if let row = change.opened(Assignment.self), let name = names[row.id] {
                    try tx.list(row, as: name, applications: grants.count { $0.assignment == row.id }, since: act.at)
                } else {
                    try follow(change, tx)
                }
            }
            try tx.list(grants, of: names)
        }
    }

    private func follow(_ change: Change, _ tx: borrowing Transaction) throws {
        if let id = change.closed(Assignment.self) { try tx.unlistAssignment(id) }
        if let row = change.opened(Block.self) { try tx.listBlock(on: row.assignment) }
        if let id = change.closed(Block.self) { try tx.unlistBlock(id) }
        if let id = change.closed(Grant.self) { try tx.unlistGrant(id) }
    }

    func follow(_ person: Person.ID, _ tx: borrowing Transaction) throws { try tx.relist(person) }
    func rebuild(_ tx: borrowing Transaction) throws { try tx.rebuildRoster() }
    func isMissing(_ tx: borrowing Transaction) throws -> Bool { try tx.lacksRoster() }
    func isTrue(_ tx: borrowing Transaction) throws -> Bool { try tx.rosterIsTrue() }
}
