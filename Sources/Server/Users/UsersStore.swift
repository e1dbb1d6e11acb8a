import Foundation
import Rules
import Storage

/// One line of the list of users.
struct UserRow: Sendable {
    let id: Assignment.ID
    let role: Role
    let givenName: String
    let familyName: String
    let folded: String
    let ssin: SSIN
    let userName: String?
    let isBlocked: Bool
    let applications: Int
}

/// What an act did to a row: when, by whom and under which role.
struct Doing: Sendable {
    let at: Date
    let actor: Person.ID?
    let role: Role?
}

extension Transaction {
    /// One page of everyone with a role in a quality, by name: its manager (the chief while none is appointed), its co-managers and its users
    /// (MISSION M9); with the number of people on the pages before.
    func users(of quality: Quality, named text: String, at cursor: Cursor?, _ sealer: Sealer) throws -> (page: Listing<UserRow>, before: Int) {
        let condition = listed(quality, named: text)
        let page = try listing(
            select: """
                a.id, a.role, p.given_name, p.family_name, p.folded, p.ssin_sealed, u.user_name, b.id AS block,
                (SELECT COUNT(*) FROM grants g WHERE g.assignment = a.id AND g.open = 1) AS applications
                """,
            from: roster, where: condition, by: Keyset(.text("p.folded"), .integer("a.id")), size: 50, at: cursor
        ) { try UserRow($0, sealer) }
        guard let first = page.items.first, page.previous != nil else { return (page, 0) }
        return (page, try count("SELECT COUNT(*) FROM \(roster) WHERE \(condition) AND (p.folded, a.id) < (\(first.folded), \(first.id))"))
    }

    /// How many users, of role user, a quality has.
    func userCount(of quality: Quality.ID) throws -> Int {
        try count("SELECT COUNT(*) FROM assignments WHERE quality = \(quality) AND role = 'user' AND open = 1")
    }

    /// The act that opened a row, and the role it was done in.
    func opening(of assignment: Assignment.ID) throws -> Doing? { try doing("SELECT opened_by FROM assignments WHERE id = \(assignment)").first?.1 }
    func opening(of block: Block.ID) throws -> Doing? { try doing("SELECT opened_by FROM blocks WHERE id = \(block)").first?.1 }

    /// When and by whom each open application was given.
    func openings(ofGrantsOn assignment: Assignment.ID) throws -> [String: Doing] {
        let found = try doing("SELECT opened_by, application FROM grants WHERE assignment = \(assignment) AND open = 1", named: "o.application")
        return Dictionary(found.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    }

    /// The assignment that an act opened, while it is still open.
    func assignment(openedBy act: Act.ID) throws -> Assignment.ID? {
        try row("SELECT id FROM assignments WHERE opened_by = \(act) AND open = 1") { .init(rawValue: try $0.integer("id")) }
    }

    /// Whether an assignment was a user's in that quality and has ended.
    func wasUser(_ id: Assignment.ID, in quality: Quality.ID) throws -> Bool {
        try count("SELECT COUNT(*) FROM assignments WHERE id = \(id) AND quality = \(quality) AND role = 'user' AND open IS NULL") == 1
    }

    private var roster: SQL {
        """
        assignments a JOIN people p ON p.id = a.person LEFT JOIN accounts u ON u.person = a.person
        LEFT JOIN blocks b ON b.assignment = a.id AND b.open = 1
        """
    }

    /// Every word typed is somewhere in the name or in the user name.
    private func listed(_ quality: Quality, named text: String) -> SQL {
        let chief: SQL = """
            (a.entity = \(quality.entity) AND a.role = 'chief' AND NOT EXISTS
                (SELECT 1 FROM assignments m WHERE m.quality = \(quality.id) AND m.role = 'manager' AND m.open = 1))
            """
        let words = text.split(separator: " ").prefix(6).map { word -> SQL in
            .any([Folding.contains("p.folded", String(word)), Folding.contains("u.user_name", String(word))])
        }
        return .all(["a.open = 1", "a.quality = \(quality.id) OR \(chief)"] + words)
    }

    private func doing(_ opened: SQL, named name: SQL = "''") throws -> [(String, Doing)] {
        try rows(
            """
            SELECT \(name) AS name, t.at, t.actor, t.authority_kind, x.role FROM (\(opened)) o JOIN acts t ON t.id = o.opened_by
            LEFT JOIN assignments x ON t.authority_kind = 'assignment' AND x.id = t.authority_key
            """
        ) {
            let role =
                try $0.optionalText("role").flatMap(Role.init(rawValue:)) ?? (try $0.text("authority_kind") == "function" ? .representative : nil)
            return (try $0.text("name"), Doing(at: try $0.date("at"), actor: try $0.optionalInteger("actor").map(Key.init(rawValue:)), role: role))
        }
    }
}

extension UserRow {
    init(_ row: Columns, _ sealer: Sealer) throws {
        self.init(
            id: .init(rawValue: try row.integer("id")), role: Role(rawValue: try row.text("role")) ?? .user, givenName: try row.text("given_name"),
            familyName: try row.text("family_name"), folded: try row.text("folded"),
            ssin: try SSIN(sealer.open(row.bytes("ssin_sealed"), purpose: "ssin")), userName: try row.optionalText("user_name"),
            isBlocked: try row.optionalInteger("block") != nil, applications: Int(try row.integer("applications")))
    }
}
