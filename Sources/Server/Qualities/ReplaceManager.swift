import Rules
import Storage

/// Another person, or the chief again, manages a quality (MISSION M7).
struct ReplaceManager: Operation {
    let quality: Quality
    /// Nil when the chief is to manage.
    let manager: NamedPerson?
    /// Of somebody who is entered now.
    let language: Language

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        guard let chief = try tx.chief(of: quality.entity)?.assignment.person else { throw Refusal.entityNotRegistered }
        var plan = Plan()
        let next = try manager.map { try plan.name($0, in: tx, on: occasion, language) } ?? tx.person(chief)
        guard let next else { throw Refusal.personUnknown }
        let act = try quality.managerReplaced(
            by: next.id, current: tx.appointedManager(of: quality.id), chief: chief, held: tx.holding(of: next.id, in: quality.id), on: occasion)
        plan.add(act)
        plan.add(OvertakenUserDrafts(ssin: next.ssin, quality: quality.id, by: act.id))
        return plan
    }
}
