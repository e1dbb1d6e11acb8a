import Foundation
import Rules
import Storage

/// What an act did to a row: when, by whom and under which role.
struct Provenance: Sendable {
    let at: Date
    let actor: Person.ID?
    let role: Role?
}

/// Told from the acts themselves, and only when they say that they opened the row.
extension Transaction {
    /// The act that opened an assignment, and the role it was done in.
    func opening(of assignment: Assignment.ID) throws -> Provenance? {
        let acts = try provenActs("id = (SELECT opened_by FROM assignments WHERE id = \(assignment))", most: 1)
        return try provenances(acts.filter { $0.opened(Assignment.self).contains { $0.id == assignment } }).first
    }

    func opening(of block: Block.ID) throws -> Provenance? {
        let acts = try provenActs("id = (SELECT opened_by FROM blocks WHERE id = \(block))", most: 1)
        return try provenances(acts.filter { $0.opened(Block.self).contains { $0.id == block } }).first
    }

    /// When and by whom each open application was given.
    func openings(ofGrantsOn assignment: Assignment.ID) throws -> [SecuredApplication.Code: Provenance] {
        let opened = try rows("SELECT id, opened_by FROM grants WHERE assignment = \(assignment) AND open = 1") {
            (grant: Grant.ID(rawValue: try $0.integer("id")), act: try $0.integer("opened_by"))
        }
        guard !opened.isEmpty else { return [:] }
        let (open, keys) = (Set(opened.map(\.grant)), Set(opened.map(\.act)))
        let acts = try provenActs("id IN \(list: Array(keys))", most: keys.count)
        let given = zip(try provenances(acts), acts).flatMap { provenance, act in
            act.opened(Grant.self).filter { open.contains($0.id) }.map { ($0.application, provenance) }
        }
        return Dictionary(given, uniquingKeysWith: { first, _ in first })
    }

    /// The newest act about somebody in the place where they hold this, or that they did themselves.
    func lastAct(about assignment: Assignment) throws -> Provenance? {
        let here: SQL = assignment.quality.map { "quality = \($0)" } ?? "(entity = \(assignment.entity) AND quality IS NULL)"
        return try provenances(provenActs("subject = \(assignment.person) AND (entity IS NULL OR \(here))", most: 1)).first
    }

    private func provenances(_ acts: [Act]) throws -> [Provenance] {
        let roles = try rolesHeld(by: Set(acts.map(\.authority)))
        return acts.map { act in
            let role: Role? =
                switch act.authority {
                case .assignment(let id): roles[id]
                case .function: .representative
                case .oneself, .installation: nil
                }
            return Provenance(at: act.at, actor: act.actor, role: role)
        }
    }
}
