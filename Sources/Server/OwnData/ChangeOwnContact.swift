import Rules
import Storage
import Web

/// Somebody's own language, e-mail addresses and telephone (MISSION U1). Empty when nothing changes.
struct ChangeOwnContact: Operation {
    let contact: OwnContact
    let seen: SeenFields

    /// - Throws: `ChangedMeanwhile`
    func plan(in tx: borrowing Transaction, on occasion: OwnOccasion) throws -> Plan {
        guard let former = try tx.person(occasion.person) else { throw NotFound() }
        try seen.check(against: OwnContact.form(of: former)) { try tx.lastChange(ActCode.editing + [.personContactChanged], of: former.id) }
        let person = contact.changed(former)
        guard person != former else { return Plan() }
        var plan = Plan(former.ownContactChanged(on: occasion), telling: OwnAddressLetters(former: former, person: person, tellsNew: true))
        plan.add(SavedContact(person: person))
        return plan
    }
}
