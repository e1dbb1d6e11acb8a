import Rules
import Storage

/// Somebody manages a quality beside its manager (MISSION M8). A user who is appointed stops being one.
struct AppointCoManager: Operation {
    let quality: Quality
    let person: NamedPerson
    /// Of somebody who is entered now.
    let language: Language

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        guard let manager = try tx.managing(quality) else { throw Refusal.entityNotRegistered }
        var plan = Plan()
        let person = try plan.name(person, in: tx, on: occasion, language)
        let act = try quality.coManagerAppointed(
            person.id, managedBy: manager, held: tx.holding(of: person.id, in: quality.id), on: occasion)
        plan.add(act)
        plan.add(OvertakenUserDrafts(ssin: person.ssin, quality: quality.id, by: act.id))
        return plan
    }
}
