import Foundation
import Rules
import Storage

extension Transaction {
    /// One page of a history.
    /// - Parameter occasion: on which the reader would take something back; nil for whoever takes nothing back here.
    func history(
        _ scope: HistoryScope, _ filter: HistoryFilter, at cursor: Cursor?, size: Int = 50, _ catalogue: Catalogue, on occasion: Occasion?
    ) throws -> HistoryFound {
        let keys = try historyKeys(scope, filter, at: cursor, size: size)
        var found = HistoryFound(entries: try entries(keys.keys, scope), next: keys.next, lookedBackTo: keys.lookedBackTo)
        let acts = found.acts
        found.former = try former(of: acts) { try $0.provenActs($1, most: $2) }
        found.qualities = try qualities(Set(acts.compactMap(\.quality)))
        found.roles = try rolesHeld(by: Set(acts.map(\.authority)))
        found.entities = try entityNames(Set(acts.compactMap(\.entity)))
        found.undoneBy = try undoing(acts)
        found.undoes = try undone(by: acts)
        if let occasion { try findUndoable(&found, catalogue, on: occasion) }
        found.names = try people(found.people).mapValues(\.name)
        return found
    }

    private func entries(_ keys: [HistoryKey], _ scope: HistoryScope) throws -> [HistoryEntry] {
        guard !keys.isEmpty else { return [] }
        let sealer = try sealer
        let stored = try rows("SELECT \(StoredAct.columns) FROM acts WHERE position IN \(list: keys.map(\.position))") { try StoredAct($0) }
        let byPosition = Dictionary(stored.map { ($0.position, $0) }, uniquingKeysWith: { first, _ in first })
        return try keys.compactMap { key in
            guard let stored = byPosition[key.position] else { return nil }
            let at = Date(timeIntervalSince1970: Double(key.at) / 1_000_000)
            guard stored.isAuthentic(sealer) else { return .unproven(at: at, position: key.position) }
            guard !stored.isErased else { return .erased(at: at, position: key.position) }
            let act = try stored.act()
            return scope.includes(act) ? .act(act, position: key.position) : .unproven(at: at, position: key.position)
        }
    }

    /// Those that this installation recorded, the last first; what anybody else wrote is no act.
    fileprivate func provenActs(_ condition: SQL, most: Int) throws -> [Act] {
        let sealer = try sealer
        return try rows("SELECT \(StoredAct.columns) FROM acts WHERE \(condition) ORDER BY position DESC LIMIT \(most)") { row -> Act? in
            let stored = try StoredAct(row)
            return stored.isAuthentic(sealer) && !stored.isErased ? try stored.act() : nil
        }.compactMap(\.self)
    }

    /// Which acts took these back. Each was done on the same person, within the time in which that is possible.
    private func undoing(_ acts: [Act]) throws -> [Act.ID: Act] {
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

    /// By the act that took it back.
    private func undone(by acts: [Act]) throws -> [Act.ID: Act] {
        let named = acts.compactMap { act in act.details[Act.undoneDetail].flatMap { Act.ID($0) }.map { (act.id, $0) } }
        guard !named.isEmpty else { return [:] }
        let found = try provenActs("id IN \(list: named.map(\.1))", most: named.count)
        let byKey = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return Dictionary(named.compactMap { undoing, undone in byKey[undone].map { (undoing, $0) } }, uniquingKeysWith: { first, _ in first })
    }

    private func findUndoable(_ found: inout HistoryFound, _ catalogue: Catalogue, on occasion: Occasion) throws {
        let places = Dictionary(grouping: found.acts.filter { $0.quality != nil && $0.subject != nil }) { $0.quality }
        for (id, acts) in places {
            guard let id, let quality = try quality(id), let domain = catalogue[quality.domain] else { continue }
            found.undoable.formUnion(try undoable(acts.filter { found.undoneBy[$0.id] == nil }, in: quality, domain, on: occasion))
        }
        var seen: Set<String> = []
        for case .act(let act, let position) in found.entries {
            // The newest of a selection on this page; whether it is the last of all is seen in the ledger.
            guard let selection = act.details[ChangeSelection.detail], seen.insert(selection).inserted, found.undoable.contains(act.id) else {
                continue
            }
            if try isLast(act, position, of: selection) { found.lastTogether.insert(act.id) }
        }
    }

    private func isLast(_ act: Act, _ position: Int64, of selection: String) throws -> Bool {
        let next = try row(
            """
            SELECT \(StoredAct.columns) FROM acts
            WHERE quality = \(act.quality) AND code = \(act.code.rawValue) AND (at, position) > (\(act.at), \(position))
            ORDER BY at, position LIMIT 1
            """
        ) { try StoredAct($0) }
        return try next.map { try $0.isErased || $0.act().details[ChangeSelection.detail] != selection } ?? true
    }

    private func rolesHeld(by authorities: Set<Authority>) throws -> [Assignment.ID: Role] {
        let keys = authorities.compactMap { if case .assignment(let id) = $0 { id } else { nil } }
        guard !keys.isEmpty else { return [:] }
        let found = try rows("SELECT id, role FROM assignments WHERE id IN \(list: keys)") {
            (Assignment.ID(rawValue: try $0.integer("id")), Role(rawValue: try $0.text("role")))
        }
        return Dictionary(found.compactMap { id, role in role.map { (id, $0) } }, uniquingKeysWith: { first, _ in first })
    }

    /// Open or not.
    func qualities(_ keys: Set<Quality.ID>) throws -> [Quality.ID: Quality] {
        guard !keys.isEmpty else { return [:] }
        let found = try rows("SELECT id, entity, domain, identifier FROM qualities WHERE id IN \(list: keys)", Quality.init)
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func entityNames(_ keys: Set<Entity.ID>) throws -> [Entity.ID: String] {
        Dictionary(try keys.compactMap { try entity($0) }.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
}
