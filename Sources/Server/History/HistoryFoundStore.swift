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
        let stored = try rows("SELECT \(StoredAct.columns) FROM acts WHERE position IN \(list: keys.map(\.position))") { try? StoredAct($0) }
            .compactMap(\.self)
        let byPosition = Dictionary(stored.map { ($0.position, $0) }, uniquingKeysWith: { first, _ in first })
        return try keys.map { key in
            let at = Date(timeIntervalSince1970: Double(key.at) / 1_000_000)
            guard let stored = byPosition[key.position], stored.isAuthentic(sealer) else { return .unproven(at: at, position: key.position) }
            guard !stored.isErased else { return .erased(at: at, position: key.position) }
            let act = try stored.act()
            // Where it stands follows from its column, which anybody may have written.
            return scope.includes(act) && Act.microseconds(act.at) == key.at
                ? .act(act, position: key.position) : .unproven(at: at, position: key.position)
        }
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
