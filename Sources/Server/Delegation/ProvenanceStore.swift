import Foundation
import Rules
import Storage

/// What an act did to a row: when, by whom and under which role.
struct Provenance: Sendable {
    let at: Date
    let actor: Person.ID?
    let role: Role?
}

extension Transaction {
    /// The act that opened a row, and the role it was done in.
    func opening(of assignment: Assignment.ID) throws -> Provenance? {
        try provenance("SELECT opened_by FROM assignments WHERE id = \(assignment)").first?.1
    }
    func opening(of block: Block.ID) throws -> Provenance? { try provenance("SELECT opened_by FROM blocks WHERE id = \(block)").first?.1 }

    /// When and by whom each open application was given.
    func openings(ofGrantsOn assignment: Assignment.ID) throws -> [SecuredApplication.Code: Provenance] {
        let found = try provenance("SELECT opened_by, application FROM grants WHERE assignment = \(assignment) AND open = 1", named: "o.application")
        return Dictionary(found.map { (.init(rawValue: $0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
    }

    /// The newest act about somebody in the place where they hold this, or that they did themselves.
    func lastAct(about assignment: Assignment) throws -> Provenance? {
        let here: SQL = assignment.quality.map { "quality = \($0)" } ?? "(entity = \(assignment.entity) AND quality IS NULL)"
        return try provenance(
            "SELECT id AS opened_by FROM acts WHERE subject = \(assignment.person) AND (entity IS NULL OR \(here)) ORDER BY position DESC LIMIT 1"
        ).first?.1
    }

    private func provenance(_ opened: SQL, named name: SQL = "''") throws -> [(String, Provenance)] {
        try rows(
            """
            SELECT \(name) AS name, t.at, t.actor, t.authority_kind, x.role FROM (\(opened)) o JOIN acts t ON t.id = o.opened_by
            LEFT JOIN assignments x ON t.authority_kind = 'assignment' AND x.id = t.authority_key
            """
        ) {
            let role =
                try $0.optionalText("role").flatMap(Role.init(rawValue:)) ?? (try $0.text("authority_kind") == "function" ? .representative : nil)
            return (
                try $0.text("name"), Provenance(at: try $0.date("at"), actor: try $0.optionalInteger("actor").map(Key.init(rawValue:)), role: role)
            )
        }
    }
}
