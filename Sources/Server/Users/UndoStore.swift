import Foundation
import Rules
import Storage

/// Acts that were done together, with what they closed: read from the acts themselves, each proven to be ours, and never from rows that anybody may have
/// written.
struct ActsDone: Sendable {
    /// The last first.
    let acts: [Act]
    let former: [Act.ID: FormerRows]
    /// Where earlier ones follow.
    let next: Int64?
}

extension Transaction {
    /// The acts on users of a quality that were done with this one, by the same person; nil when it is no such act.
    /// - Parameters:
    ///   - position: only those before it in the ledger.
    ///   - alone: only this one.
    func actsDone(
        with last: Act.ID, in quality: Quality.ID, before position: Int64?, most: Int, alone: Bool = false
    ) throws -> ActsDone? {
        guard let end = try authenticActs("id = \(last) AND quality = \(quality)", most: 1).first else { return nil }
        if alone { return ActsDone(acts: [end.act], former: try former(of: [end.act]), next: nil) }
        let first = end.act.details[ChangeSelection.detail].flatMap { Key<Act>($0) } ?? last
        guard let start = first == last ? end.position : try row("SELECT position FROM acts WHERE id = \(first)", { try $0.integer("position") })
        else { return nil }
        let before = min(position ?? .max, end.position + 1)
        let found = try authenticActs(
            """
            position >= \(start) AND position < \(before) AND quality = \(quality) AND actor = \(end.act.actor)
                AND code IN \(list: end.act.code.doneInOneSelection.map(\.rawValue))
            """, most: most + 1)
        let together = found.filter { $0.act.id == last || $0.act.details[ChangeSelection.detail] == "\(first)" }
        let shown = together.prefix(most)
        return ActsDone(
            acts: shown.map(\.act), former: try former(of: shown.map(\.act)), next: found.count > most ? shown.last?.position : nil)
    }

    /// Acts of a quality by their keys, to be told of.
    func acts(_ keys: [Act.ID], in quality: Quality.ID) throws -> [Act.ID: Act] {
        guard !keys.isEmpty else { return [:] }
        let found = try authenticActs("id IN \(list: keys) AND quality = \(quality)", most: keys.count)
        return Dictionary(found.map { ($0.act.id, $0.act) }, uniquingKeysWith: { first, _ in first })
    }

    /// The last first.
    /// - Throws: `UnauthenticRow` for an act that this installation did not record there.
    func authenticActs(_ condition: SQL, most: Int) throws -> [(position: Int64, act: Act)] {
        let sealer = try sealer
        return try rows("SELECT \(StoredAct.columns) FROM acts WHERE \(condition) ORDER BY position DESC LIMIT \(most)") {
            let stored = try StoredAct($0)
            guard stored.isAuthentic(sealer) else { throw UnauthenticRow(table: "acts") }
            return (stored.position, try stored.act())
        }
    }

    /// What each of them closed.
    /// - Parameter proven: gives the acts that opened it.
    func former(
        of acts: [Act], by proven: (borrowing Transaction, SQL, Int) throws -> [Act] = { try $0.authenticActs($1, most: $2).map(\.act) }
    ) throws -> [Act.ID: FormerRows] {
        let assignments = try former(Assignment.self, of: acts, by: proven)
        let blocks = try former(Block.self, of: acts, by: proven)
        let grants = try former(Grant.self, of: acts, by: proven)
        return Dictionary(
            acts.map { act in
                let rows = FormerRows(
                    assignment: act.closed(Assignment.self).lazy.compactMap { assignments[$0] }.first,
                    block: act.closed(Block.self).lazy.compactMap { blocks[$0] }.first,
                    grants: act.closed(Grant.self).compactMap { grants[$0] })
                return (act.id, rows)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The rows of a kind that acts closed, as the acts say that opened them.
    private func former<Row: ClosableRow>(
        _: Row.Type, of acts: [Act], by proven: (borrowing Transaction, SQL, Int) throws -> [Act]
    ) throws -> [Key<Row>: Row] where Row.ID == Key<Row> {
        let keys = acts.flatMap { $0.closed(Row.self) }
        guard !keys.isEmpty else { return [:] }
        let opening = Set(try rows("SELECT opened_by FROM \(Row.from) WHERE id IN \(list: keys)") { try $0.integer("opened_by") })
        let opened = try proven(self, "id IN \(list: opening.map { Key<Act>(rawValue: $0) })", opening.count).flatMap { $0.opened(Row.self) }
        return Dictionary(opened.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Transaction {
    /// What those whom acts are about hold in the quality now.
    func heldBySubjects(of acts: [Act], in quality: Quality) throws -> [Person.ID: Holding] {
        let people = Array(Set(acts.compactMap(\.subject)))
        guard !people.isEmpty else { return [:] }
        let keys = try rows("SELECT id FROM assignments WHERE quality = \(quality.id) AND open = 1 AND person IN \(list: people)") {
            Assignment.ID(rawValue: try $0.integer("id"))
        }
        var held = Dictionary(try holdings(keys).map { ($0.assignment.person, $0) }, uniquingKeysWith: { first, _ in first })
        // That somebody holds nothing is noted as well.
        for person in people where held[person] == nil { held[person] = try holding(of: person, in: quality.id) }
        return held
    }

    /// Which of these acts on users of a quality could be taken back now.
    func undoable(_ acts: [Act], in quality: Quality, _ domain: AccessDomain, on occasion: Occasion) throws -> Set<Act.ID> {
        let candidates = acts.filter { ActCode.undoable.contains($0.code) && occasion.at.timeIntervalSince($0.at) <= Act.undoSpan }
        guard !candidates.isEmpty, let manager = try managing(quality) else { return [] }
        let (held, former) = (try heldBySubjects(of: candidates, in: quality), try former(of: candidates))
        let restored = try restored(candidates, former, held, in: quality, domain, managedBy: manager, on: occasion)
        return Set(
            candidates.filter { act in
                act.canBeUndone(
                    former[act.id] ?? FormerRows(), held: act.subject.flatMap { held[$0] }, restored, in: quality, domain, managedBy: manager,
                    on: occasion)
            }.map(\.id))
    }

    /// Whether it is an act on somebody of that quality.
    func isAct(_ id: Act.ID, onSomebodyIn quality: Quality.ID) throws -> Bool {
        try count("SELECT COUNT(*) FROM acts WHERE id = \(id) AND quality = \(quality) AND subject IS NOT NULL") == 1
    }
}

extension ActCode {
    /// What one selection does to its users and to its co-managers.
    fileprivate var doneInOneSelection: [ActCode] {
        let pairs: [[ActCode]] = [
            [.userBlocked, .coManagerBlocked], [.userUnblocked, .coManagerUnblocked], [.userRemoved, .coManagerRemoved],
        ]
        return pairs.first { $0.contains(self) } ?? [self]
    }
}
