import Rules
import Storage

extension Transaction {
    /// Undone and done anew this often, a row is no longer followed to what it once stood for.
    private static var mostRestorations: Int { 20 }

    /// For which former rows those stand that somebody holds whose act could not be taken back otherwise; nothing is read of the others.
    func restored(
        _ acts: [Act], _ former: [Act.ID: FormerRows], _ held: [Person.ID: Holding], in quality: Quality, _ domain: AccessDomain,
        managedBy manager: Person.ID, on occasion: Occasion
    ) throws -> RestoredRows {
        let changed = acts.filter { act in
            !act.canBeUndone(
                former[act.id] ?? FormerRows(), held: act.subject.flatMap { held[$0] }, RestoredRows(), in: quality, domain, managedBy: manager,
                on: occasion)
        }
        return try restored(Set(changed.compactMap(\.subject)).compactMap { held[$0] })
    }

    /// For which former rows these stand, as the acts say that opened them to undo others.
    private func restored(_ holdings: [Holding]) throws -> RestoredRows {
        var restored = RestoredRows()
        var rows = SomeRows(holdings)
        for _ in 0..<Self.mostRestorations where !rows.isEmpty {
            let opening = try acts(opening: rows).compactMap { act in act.details[Act.undoneDetail].flatMap { Key<Act>($0) }.map { (act, $0) } }
            guard !opening.isEmpty else { break }
            let undone = try authenticActs("id IN \(list: Array(Set(opening.map(\.1))))", most: opening.count).map(\.act)
            let former = try former(of: undone)
            var earlier = SomeRows()
            for (act, other) in opening { earlier.add(former[other] ?? FormerRows(), givenBackBy: act, of: rows, to: &restored) }
            rows = earlier
        }
        return restored
    }

    private func acts(opening rows: SomeRows) throws -> [Act] {
        let keys = try [("assignments" as SQL, rows.assignments), ("blocks", rows.blocks), ("grants", rows.grants)].flatMap { table, ids in
            ids.isEmpty ? [] : try self.rows("SELECT opened_by FROM \(table) WHERE id IN \(list: ids.sorted())") { try $0.integer("opened_by") }
        }
        let distinct = Set(keys)
        return distinct.isEmpty ? [] : try authenticActs("id IN \(list: distinct.sorted())", most: distinct.count).map(\.act)
    }
}

/// Rows of the kinds that undoing gives back.
private struct SomeRows {
    var assignments: Set<Int64> = []
    var blocks: Set<Int64> = []
    var grants: Set<Int64> = []

    init() {}

    init(_ holdings: [Holding]) {
        assignments = Set(holdings.map(\.assignment.id.rawValue))
        blocks = Set(holdings.compactMap(\.block?.id.rawValue))
        grants = Set(holdings.flatMap(\.grants).map(\.id.rawValue))
    }

    var isEmpty: Bool { assignments.isEmpty && blocks.isEmpty && grants.isEmpty }

    /// What an act gave back of what another had closed.
    mutating func add(_ former: FormerRows, givenBackBy act: Act, of asked: SomeRows, to restored: inout RestoredRows) {
        for row in act.opened(Assignment.self) where asked.assignments.contains(row.id.rawValue) {
            guard let original = former.assignment, original.person == row.person else { continue }
            restored.add(row.id, for: original.id)
            assignments.insert(original.id.rawValue)
        }
        for row in act.opened(Block.self) where asked.blocks.contains(row.id.rawValue) {
            guard let original = former.block, original.reason == row.reason else { continue }
            restored.add(row.id, for: original.id)
            blocks.insert(original.id.rawValue)
        }
        for row in act.opened(Grant.self) where asked.grants.contains(row.id.rawValue) {
            guard let original = former.grants.first(where: { $0.application == row.application }) else { continue }
            restored.add(row.id, for: original.id)
            grants.insert(original.id.rawValue)
        }
    }
}
