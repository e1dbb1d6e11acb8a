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
    /// - Throws: `UnauthenticRow`, when no act proves what one of them closed.
    func actsDone(
        with last: Act.ID, in quality: Quality.ID, before position: Int64?, most: Int, alone: Bool = false
    ) throws -> ActsDone? {
        guard let end = try authenticActs("id = \(last) AND quality = \(quality)", most: 1).first, end.act.id == last, end.act.quality == quality
        else { return nil }
        if alone { return ActsDone(acts: [end.act], former: try provenFormer(of: [end.act]), next: nil) }
        let first = end.act.details[ChangeSelection.detail].flatMap { Key<Act>($0) } ?? last
        guard let start = first == last ? end.position : try row("SELECT position FROM acts WHERE id = \(first)", { try $0.integer("position") })
        else { return nil }
        let before = min(position ?? .max, end.position + 1)
        let found = try authenticActs(
            """
            position >= \(start) AND position < \(before) AND quality = \(quality) AND actor = \(end.act.actor)
                AND code IN \(list: end.act.code.doneInOneSelection.map(\.rawValue))
            """, most: most + 1)
        let together = found.filter { $0.act.quality == quality && ($0.act.id == last || $0.act.details[ChangeSelection.detail] == "\(first)") }
        let shown = together.prefix(most)
        return ActsDone(
            acts: shown.map(\.act), former: try provenFormer(of: shown.map(\.act)), next: found.count > most ? shown.last?.position : nil)
    }

    /// Whether an act is the first of those that one person did together in a quality.
    func isFirst(_ id: Act.ID, of kind: SelectionChange.Kind, in quality: Quality.ID, by actor: Person.ID) throws -> Bool {
        guard let act = try authenticActs("id = \(id) AND quality = \(quality) AND actor = \(actor)", most: 1).first?.act else { return false }
        return kind.codes.contains(act.code) && act.details[ChangeSelection.detail] == "\(id)"
    }

    /// Acts of a quality by their keys, to be told of.
    func acts(_ keys: [Act.ID], in quality: Quality.ID) throws -> [Act.ID: Act] {
        guard !keys.isEmpty else { return [:] }
        let found = try authenticActs("id IN \(list: keys) AND quality = \(quality)", most: keys.count)
        return Dictionary(found.map { ($0.act.id, $0.act) }, uniquingKeysWith: { first, _ in first })
    }

    /// What each of them closed, all of it: whoever was blocked when they were removed must not come back unblocked because a row leads elsewhere.
    private func provenFormer(of acts: [Act]) throws -> [Act.ID: FormerRows] {
        let former = try former(of: acts)
        guard acts.allSatisfy({ former[$0.id]?.isAll(closedBy: $0) ?? false }) else { throw UnauthenticRow(table: "acts") }
        return former
    }

    /// What each of them closed, as far as acts prove it.
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
        let recent = acts.filter { ActCode.undoable.contains($0.code) && occasion.at.timeIntervalSince($0.at) <= Act.undoSpan }
        let former = try former(of: recent)
        let candidates = recent.filter { former[$0.id]?.isAll(closedBy: $0) ?? false }
        guard !candidates.isEmpty, let manager = try managing(quality) else { return [] }
        let held = try heldBySubjects(of: candidates, in: quality)
        let restored = try restored(candidates, former, held, in: quality, domain, managedBy: manager, on: occasion)
        return Set(
            candidates.filter { act in
                act.canBeUndone(
                    former[act.id] ?? FormerRows(), held: act.subject.flatMap { held[$0] }, restored, in: quality, domain, managedBy: manager,
                    on: occasion)
            }.map(\.id))
    }

    /// Which acts took these back. Each was done on the same person, within the time in which that is possible.
    func undoing(_ acts: [Act]) throws -> [Act.ID: Act] {
        let candidates = acts.filter { ActCode.undoable.contains($0.code) }
        let (subjects, days) = (Set(candidates.compactMap(\.subject)), candidates.map(\.at))
        guard !subjects.isEmpty, let first = days.min(), let last = days.max() else { return [:] }
        let found = try subjects.flatMap { subject in
            try provenActs(
                """
                subject = \(subject) AND at >= \(first) AND at <= \(last.addingTimeInterval(Act.undoSpan))
                AND code IN \(list: ActCode.undoing.map(\.rawValue))
                """, most: 100)
        }
        let undoing = found.compactMap { found in found.details[Act.undoneDetail].flatMap { Act.ID($0) }.map { ($0, found) } }
        return Dictionary(undoing, uniquingKeysWith: { $0.at < $1.at ? $0 : $1 })
    }

    /// Whether it is an act on somebody of that quality.
    func isAct(_ id: Act.ID, onSomebodyIn quality: Quality.ID) throws -> Bool {
        try count("SELECT COUNT(*) FROM acts WHERE id = \(id) AND quality = \(quality) AND subject IS NOT NULL") == 1
    }
}

extension SelectionChange.Kind {
    /// What one selection does to its users and to its co-managers.
    fileprivate var codes: [ActCode] {
        switch self {
        case .addApplications, .removeApplications: [.userApplicationsChanged]
        case .block: [.userBlocked, .coManagerBlocked]
        case .unblock: [.userUnblocked, .coManagerUnblocked]
        case .remove: [.userRemoved, .coManagerRemoved]
        }
    }
}

extension ActCode {
    /// What is done together with it.
    fileprivate var doneInOneSelection: [ActCode] { SelectionChange.Kind.allCases.map(\.codes).first { $0.contains(self) } ?? [self] }
}
