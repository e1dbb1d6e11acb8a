import Foundation
import Rules
import Storage

/// Keeps the list of users as the rows say: what `Roster` writes when an act, a name or an account changes something.
extension Transaction {
    /// Those whom opened assignments put on lists, by assignment.
    func namesInLists(of opened: [Assignment]) throws -> [Assignment.ID: ListedName] {
        var names: [Assignment.ID: ListedName] = [:]
        for row in opened {
            guard let quality = row.quality else { continue }
            names[row.id] = try self.row(
                """
                SELECT \(rosterName) AS name, COALESCE(u.user_name, '') AS user_name, p.given_name, p.family_name, \(rosterContact)
                FROM people p LEFT JOIN accounts u ON u.person = p.id WHERE p.id = \(row.person)
                """
            ) {
                ListedName(
                    quality: quality, name: try $0.text("name"), userName: try $0.text("user_name"), given: try $0.text("given_name"),
                    family: try $0.text("family_name"), title: try $0.text("title"), language: try $0.text("language"), email: try $0.text("email"))
            }
        }
        return names
    }

    /// One that was just opened, and so is not blocked.
    /// - Parameter applications: how many are ticked at once.
    func list(_ assignment: Assignment, as name: ListedName, applications: Int, since date: Date) throws {
        try pipeline(
            """
            INSERT INTO roster (\(rosterColumns))
            VALUES (\(assignment.id), \(name.quality), \(assignment.person), \(assignment.role.rawValue), \(name.name), \(name.userName), \(date), 0,
                    \(name.given), \(name.family), \(applications), \(name.title), \(name.language), \(name.email))
            """)
        try writeNames(of: [RosterRow(assignment, name)])
    }

    private func listAgain(_ id: Assignment.ID) throws {
        let listed = try run("INSERT INTO roster (\(rosterColumns)) \(rosterRows) AND a.id = \(id)")
        if listed == 1, let row = try rosterRow(id) { try writeNames(of: [row]) }
    }

    func unlistAssignment(_ id: Assignment.ID) throws {
        try run("DELETE FROM roster_names WHERE assignment = \(id)")
        try run("DELETE FROM roster WHERE assignment = \(id)")
    }

    /// - Parameter listed: those who were just listed, with their number of applications in it already.
    func list(_ grants: [Grant], of listed: [Assignment.ID: ListedName]) throws {
        guard !grants.isEmpty else { return }
        let (new, old) = (grants.filter { listed[$0.assignment] != nil }, grants.filter { listed[$0.assignment] == nil })
        let values = new.compactMap { grant in
            listed[grant.assignment].map { "(\($0.quality), \(grant.application), \($0.name), \(grant.assignment))" as SQL }
        }
        if !values.isEmpty {
            try pipeline("INSERT INTO roster_applications (quality, application, name, assignment) VALUES \(values.joined(separator: ", "))")
        }
        guard !old.isEmpty else { return }
        try pipeline("\(rosterGrants) AND g.id IN \(list: old.map(\.id))")
        for (assignment, more) in Dictionary(grouping: old, by: \.assignment) {
            try pipeline("UPDATE roster SET applications = applications + \(more.count) WHERE assignment = \(assignment)")
        }
    }

    func unlistGrant(_ id: Grant.ID) throws {
        try run("UPDATE roster SET applications = applications - 1 WHERE assignment = (SELECT assignment FROM grants WHERE id = \(id))")
        try run(
            """
            DELETE FROM roster_applications WHERE (quality, application, name, assignment) IN
                (SELECT r.quality, g.application, r.name, r.assignment FROM grants g JOIN roster r ON r.assignment = g.assignment WHERE g.id = \(id))
            """)
    }

    func listBlock(on assignment: Assignment.ID) throws { try pipeline("UPDATE roster SET blocked = 1 WHERE assignment = \(assignment)") }

    func unlistBlock(_ id: Block.ID) throws {
        try run("UPDATE roster SET blocked = 0 WHERE assignment = (SELECT assignment FROM blocks WHERE id = \(id))")
    }

    /// Someone has another name, user name, title, language or e-mail address now: every list they stand in.
    func relist(_ person: Person.ID) throws {
        let held = try rows("SELECT id FROM assignments WHERE person = \(person) AND open = 1 AND quality IS NOT NULL") {
            Assignment.ID(rawValue: try $0.integer("id"))
        }
        for id in held {
            try run(
                """
                DELETE FROM roster_applications WHERE (quality, application, name, assignment) IN
                    (SELECT r.quality, g.application, r.name, r.assignment FROM roster r JOIN grants g ON g.assignment = r.assignment AND g.open = 1
                     WHERE r.assignment = \(id))
                """)
            try unlistAssignment(id)
            try listAgain(id)
            try run("\(rosterGrants) AND r.assignment = \(id)")
        }
    }

    /// Writes all of it anew.
    func rebuildRoster() throws {
        for table in Roster().tables.reversed() { try empty(table) }
        try run("INSERT INTO roster (\(rosterColumns)) \(rosterRows)")
        try run("\(rosterGrants)")
        var last: Int64 = .min
        while true {
            let batch = try rows(
                "\(rosterNames) WHERE assignment > \(last) ORDER BY assignment LIMIT 5000", RosterRow.init)
            guard let end = batch.last else { return }
            try insert(
                into: "roster_names", ["quality", "term", "assignment", "part", "shared", "shared_in_part"],
                batch.flatMap { row in row.terms.flatMap { [row.quality.bound, $0.text.bound, row.assignment.bound] + $0.numbers } })
            last = end.assignment
        }
    }

    /// Whether assignments were written that the list has never heard of.
    func lacksRoster() throws -> Bool {
        try count("SELECT COUNT(*) FROM (SELECT 1 FROM roster LIMIT 1) listed") == 0
            && count("SELECT COUNT(*) FROM (SELECT 1 FROM assignments WHERE open = 1 AND quality IS NOT NULL LIMIT 1) held") == 1
    }

    /// What the list must say, row by row.
    var rosterRows: SQL {
        """
        SELECT a.id, a.quality, a.person, a.role, \(rosterName) AS name, COALESCE(u.user_name, '') AS user_name, t.at,
            CASE WHEN b.id IS NULL THEN 0 ELSE 1 END AS blocked, p.given_name, p.family_name,
            (SELECT COUNT(*) FROM grants g WHERE g.assignment = a.id AND g.open = 1) AS applications, \(rosterContact)
        FROM assignments a JOIN people p ON p.id = a.person JOIN acts t ON t.id = a.opened_by LEFT JOIN accounts u ON u.person = a.person
        LEFT JOIN blocks b ON b.assignment = a.id AND b.open = 1
        WHERE a.open = 1 AND a.quality IS NOT NULL
        """
    }

    /// The folded name in words, as lists are sorted: hyphens and apostrophes part them too.
    var rosterName: SQL { "replace(replace(p.folded, '-', ' '), '''', ' ')" }

    /// What a search asks of a person besides names: an address is compared without regard to case.
    private var rosterContact: SQL { "COALESCE(p.title, '') AS title, p.language, lower(COALESCE(p.email, '')) AS email" }

    private var rosterGrants: SQL {
        """
        INSERT INTO roster_applications (quality, application, name, assignment)
        SELECT r.quality, g.application, r.name, r.assignment FROM roster r JOIN grants g ON g.assignment = r.assignment WHERE g.open = 1
        """
    }

    private func rosterRow(_ id: Assignment.ID) throws -> RosterRow? { try row("\(rosterNames) WHERE assignment = \(id)", RosterRow.init) }
    private var rosterNames: SQL { "SELECT assignment, quality, name, user_name, given_name, family_name FROM roster" }

    private func writeNames(of rows: some Sequence<RosterRow>) throws {
        let values = rows.flatMap { row in
            row.terms.map {
                "(\(row.quality), \($0.text), \(row.assignment), \($0.part.rawValue), \($0.shared), \($0.sharedInPart))" as SQL
            }
        }
        guard !values.isEmpty else { return }
        let columns: SQL = "quality, term, assignment, part, shared, shared_in_part"
        try pipeline("INSERT INTO roster_names (\(columns)) VALUES \(values.joined(separator: ", "))")
    }
}

extension RosterName.Term {
    /// Its part, and what it shares with others, as a row holds them.
    var numbers: [Value] { [part.rawValue.bound, shared.bound, sharedInPart.bound] }
}

/// Where somebody stands in the list, and under which names.
struct RosterRow: Sendable {
    let assignment: Int64
    let quality: Int64
    let terms: [RosterName.Term]

    init(_ assignment: Assignment, _ name: ListedName) {
        (self.assignment, quality) = (assignment.id.rawValue, name.quality.rawValue)
        terms = RosterName(name.name, given: name.given, family: name.family, userName: name.userName).terms
    }

    init(_ row: Columns) throws {
        (assignment, quality) = (try row.integer("assignment"), try row.integer("quality"))
        terms = try RosterName(row).terms
    }
}

extension RosterName {
    init(_ row: Columns) throws {
        self.init(
            try row.text("name"), given: try row.text("given_name"), family: try row.text("family_name"), userName: try row.text("user_name"))
    }
}

/// In which list, under which name in words, folded, and which user name, empty without an account.
struct ListedName: Sendable {
    let quality: Quality.ID
    let name: String
    let userName: String
    /// As they are written.
    let (given, family): (String, String)
    /// Empty when unknown.
    let (title, language, email): (String, String, String)
}

/// The columns of the list, in the order of `rosterRows`.
let rosterColumns: SQL =
    "assignment, quality, person, role, name, user_name, since, blocked, given_name, family_name, applications, title, language, email"
