import Rules
import Storage

/// A domain that the register entitles an entity to becomes one of its qualities (MISSION M3), managed by the chief or by somebody named.
struct ActivateQuality: Operation {
    let entity: Entity.ID
    let domain: AccessDomain
    let identifier: DomainIdentifier
    let email: EmailAddress
    /// Nil when the chief manages.
    let manager: NamedPerson?
    /// Of somebody who is entered now.
    let language: Language

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        guard let chief = try tx.chief(of: entity)?.assignment.person else { throw Refusal.entityNotRegistered }
        var plan = Plan()
        let named = try manager.map { try plan.name($0, in: tx, on: occasion, language) }
        let (quality, act) = try domain.activated(
            with: identifier, for: entity, open: tx.qualities(of: entity), manager: named?.id, chief: chief, on: occasion)
        plan.add(act)
        plan.add(SavedQualityEmail(quality: quality.id, email: email))
        return plan
    }
}

/// Where mail about a quality goes.
struct SavedQualityEmail: DataChange {
    let quality: Quality.ID
    let email: EmailAddress?
    var isTold: Bool { true }
    func write(_ tx: borrowing Transaction) throws { try tx.save(email: email, of: quality) }
}

extension Plan {
    /// The person meant, entered by the plan if nobody knows them.
    mutating func name(_ named: NamedPerson, in tx: borrowing Transaction, on occasion: Occasion, _ language: Language) throws -> Person {
        let (person, isNew) = try tx.person(named, newKey: occasion.newKey(), language: language)
        if isNew { add(EnteredPerson(person: person)) }
        return person
    }
}
