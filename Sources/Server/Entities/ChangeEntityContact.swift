import Rules
import Storage
import Web

/// The entity's e-mail address and telephone: kept here, not in the company register (MISSION M4).
struct ChangeEntityContact: Operation {
    let entity: Entity
    let contact: EntityContact
    let seen: SeenFields
    /// Of the letter to both addresses: nobody in particular reads them.
    let language: Language

    static let fields = ["email", "phone"]
    static func form(_ contact: EntityContact) -> Form { Form(["email": [contact.email?.text ?? ""], "phone": [contact.phone?.text ?? ""]]) }

    /// - Throws: `ChangedMeanwhile`
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let former = try tx.contact(of: entity.id)
        try seen.check(against: Self.form(former)) { try tx.lastChange(.entityContactChanged, in: entity.id) }
        var plan = Plan(
            try entity.contactChanged(on: occasion),
            telling: ContactLetter(entity: entity.id, quality: nil, former: former.email, address: contact.email, language: language))
        plan.add(SavedEntityContact(entity: entity.id, contact: contact))
        return plan
    }
}

/// How to reach an entity.
struct SavedEntityContact: DataChange {
    let entity: Entity.ID
    let contact: EntityContact
    var isTold: Bool { true }
    func write(_ tx: borrowing Transaction) throws { try tx.save(contact, of: entity) }
}
