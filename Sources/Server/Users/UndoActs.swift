import Rules
import Storage
import Web

/// What was done to users of a quality, by one act or by many together, is taken back by new acts that name those they undo (MISSION M11, M12). What
/// cannot be taken back any more stays as it is, and the plan says why.
struct UndoActs: Operation {
    /// The last of those that were done together.
    let last: Act.ID
    /// Where the part before ended.
    var before: Int64?
    /// Only that one, whatever was done together with it.
    var alone = false
    let quality: Quality
    let domain: AccessDomain
    /// How many acts at once; the earlier ones follow in parts.
    let most: Int
    var seen: SelectionOutcomes?

    var reach: Reach { .entity }

    /// - Throws: `NotFound`, when it is no act on users of this quality; `SelectionChanged`, when something would end otherwise than was seen.
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        guard let done = try tx.actsDone(with: last, in: quality.id, before: before, most: most, alone: alone),
            let manager = try tx.managing(quality)
        else { throw NotFound() }
        var plan = Plan()
        plan.outcomes.next = done.next.map { Cursor(.before, [.integer($0)]) }
        let held = try tx.heldBySubjects(of: done.acts, in: quality)
        let people = try tx.people(Array(Set(done.acts.compactMap(\.subject))))
        let restored = try tx.restored(done.acts, done.former, held, in: quality, domain, managedBy: manager, on: occasion)
        for act in done.acts {
            let taken = TakenBack(
                act: act, former: done.former[act.id] ?? FormerRows(), held: act.subject.flatMap { held[$0] }, restored: restored,
                person: act.subject.flatMap { people[$0] }, manager: manager)
            do {
                plan.append(try undone(taken, on: occasion))
                plan.outcomes.add(act.id, .changes)
            } catch let refusal as Refusal {
                plan.outcomes.add(act.id, .stays(refusal))
            }
        }
        if let seen, !plan.outcomes.differing(from: seen).isEmpty { throw SelectionChanged(outcomes: plan.outcomes) }
        return plan
    }

    /// One act, and what there is to know of it.
    private struct TakenBack {
        let act: Act
        let former: FormerRows
        let held: Holding?
        let restored: RestoredRows
        let person: Person?
        let manager: Person.ID
    }

    private func undone(_ taken: TakenBack, on occasion: Occasion) throws -> Plan {
        let acts = try taken.act.undone(
            taken.former, held: taken.held, taken.restored, in: quality, domain, managedBy: taken.manager, on: occasion)
        var plan = Plan()
        plan.add(acts)
        if let person = taken.person, let letter = letter(acts, undoing: taken.act, to: person) { plan.tell(letter) }
        return plan
    }

    /// As for the same act done for itself.
    private func letter(_ acts: [Act], undoing undone: Act, to person: Person) -> UserLetter? {
        guard let act = acts.first else { return nil }
        let (given, taken) = (act.opened(Grant.self).map(\.application), undone.opened(Grant.self).map(\.application))
        let place = Place(quality)
        switch act.code {
        case .userBlocked: return UserLetter(.blocked, to: person, as: .user, in: place)
        case .coManagerBlocked: return UserLetter(.blocked, to: person, as: .coManager, in: place)
        case .userUnblocked: return UserLetter(.unblocked, to: person, as: .user, in: place)
        case .coManagerUnblocked: return UserLetter(.unblocked, to: person, as: .coManager, in: place)
        case .userApplicationsChanged: return UserLetter(.applicationsChanged, to: person, as: .user, in: place, given: given, taken: taken)
        case .userRegistered: return UserLetter(.registered, to: person, as: .user, in: place, given: given)
        default: return nil
        }
    }
}
