import Rules
import Storage
import Web

/// The same is done to everyone of a selection: one act a person, all of them or none (MISSION M11, M12). Whom a rule keeps from it, or who has
/// nothing to change, stays as they are, and the plan says why.
struct ChangeSelection: Operation {
    let change: SelectionChange
    let users: SelectedUsers
    let quality: Quality
    let domain: AccessDomain
    /// How many at once: of more whom a filter finds, the rest follows in parts.
    let most: Int
    /// How each fared when the reader looked; nil to be shown that first.
    var seen: SelectionOutcomes?
    /// The first act of the parts before, when this is not the first: what was done together is taken back together.
    var first: Act.ID?

    /// The detail of an act that was done with others: the key of the first of them.
    static let detail = "selection"

    var reach: Reach { .entity }

    /// - Throws: `SelectionChanged`, when somebody would fare otherwise than was seen; `NotFound`, when the first act of the parts before is none of the
    /// visitor's own here.
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let (keys, next) = try tx.keys(of: users, in: quality, most: most)
        let selected = try tx.selected(keys, in: quality)
        var plan = Plan()
        plan.outcomes.next = next
        plan.people = Dictionary(selected.values.map { ($0.person.id, $0.person) }, uniquingKeysWith: { first, _ in first })
        if let first, try !tx.isFirst(first, of: change.kind, in: quality.id, by: occasion.acting.person) { throw NotFound() }
        var first = first
        for key in keys {
            guard let user = selected[key] else {
                plan.outcomes.add(key, .missing)
                continue
            }
            do {
                var single = try user.changed(change, in: domain, on: occasion)
                single.name(Self.detail, first ?? single.acts.first?.id)
                first = first ?? single.acts.first?.id
                plan.append(single)
                plan.outcomes.add(key, .changes)
            } catch let refusal as Refusal {
                plan.outcomes.add(key, .stays(refusal))
            }
        }
        if let seen, !plan.outcomes.differing(from: seen).isEmpty { throw SelectionChanged(outcomes: plan.outcomes) }
        return plan
    }
}

/// Somebody of a selection fares otherwise than its confirmation page said.
struct SelectionChanged: Error {
    let outcomes: SelectionOutcomes

    /// Whether what was asked holds by now of everyone who was to change, as when a form is sent twice.
    func isDone(_ kind: SelectionChange.Kind, since seen: SelectionOutcomes) -> Bool {
        seen.changed > 0 && outcomes.changed == 0
            && outcomes.differing(from: seen).allSatisfy { entry in
                switch (kind, entry.outcome) {
                case (.block, .stays(.alreadyBlocked)), (.unblock, .stays(.notBlocked)), (.remove, .missing),
                    (.addApplications, .stays(.nothingChanges)), (.removeApplications, .stays(.nothingChanges)):
                    true
                default: false
                }
            }
    }
}
