import Rules
import Storage

/// The chief manages a quality again, in place of whoever was appointed (MISSION M7). Another is appointed by `AddUser`.
struct ReplaceManager: Operation {
    let quality: Quality

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        guard let chief = try tx.chief(of: quality.entity)?.assignment.person, let person = try tx.person(chief) else {
            throw Refusal.entityNotRegistered
        }
        let act = try quality.managerReplaced(
            by: chief, current: tx.appointedManager(of: quality.id), chief: chief, held: tx.holding(of: chief, in: quality.id), on: occasion)
        var plan = Plan(act)
        plan.add(OvertakenUserDrafts(ssin: person.ssin, quality: quality.id, role: .manager, by: act.id))
        if let former = try tx.formerManager(act) { plan.tell(UserLetter(.removed, to: former, as: .manager, in: Place(quality))) }
        return plan
    }
}
