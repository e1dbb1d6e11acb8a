import Rules
import Storage
import Web

/// Makes the designation that a draft holds (MISSION D1–D7, D10): rules decide on what is true now, not on what was true when the form was filled in.
struct DesignateChief: Operation {
    let draft: Key<DraftRow>
    let entity: Entity.ID
    /// `Chieftaincy.mark` of the page that was confirmed; nil before a page was shown.
    let seen: String?
    /// The representative declared that all is right.
    let isDeclared: Bool
    /// Of somebody who is entered now.
    let language: Language

    /// - Throws: `Refusal`; `ChiefChanged` when the page named another chief than there is now.
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let me = occasion.acting.person
        let draft = try tx.designationDraft(draft, by: me, for: entity)
        guard draft.isOpen else { throw Refusal.alreadyConfirmed }
        guard let entity = try tx.entity(entity), let author = try tx.person(me) else { throw NotFound() }
        _ = try tx.representation(by: me, of: entity, at: occasion.at)
        guard isDeclared else { throw Refusal.declarationMissing }
        let before = try tx.chieftaincy(of: entity.id)
        guard before.mark == seen ?? before.mark else { throw ChiefChanged() }

        let proposal = try draft.content.proposal(by: author)
        let candidate = try tx.candidate(proposal, by: author, newKey: occasion.newKey(), language: language)
        let acts = try entity.designating(
            Designation(chief: candidate.person.id, isDeclared: isDeclared), registration: before.registration, former: before.chief,
            replacing: tx.coChiefHolding(of: candidate.person.id, in: entity.id), on: occasion)
        var plan = Plan()
        try plan.keep(candidate, proposal, by: author, in: tx)
        plan.add(acts)
        if before.registration == nil {
            plan.add(SavedEntityContact(entity: entity.id, contact: EntityContact(email: proposal.contact.email, phone: proposal.contact.phone)))
        }
        let own = proposal.own.given(to: author)
        plan.tell(OwnAddressLetters(former: author, person: own, tellsNew: false))
        plan.tell(DesignationLetters(entity: entity, chief: candidate.person, author: own, former: before.person))
        return plan.confirming(draft)
    }
}

extension Plan {
    /// Keeps the contact data of both, and enters the person when they are new. Someone else's own addresses stand: what the representative typed
    /// reaches them by letter, and is kept only where they had given nothing, since an address may open an account.
    fileprivate mutating func keep(_ candidate: Candidate, _ proposal: Proposal, by author: Person, in tx: borrowing Transaction) throws {
        add(SavedContact(person: proposal.own.given(to: author)))
        guard let other = proposal.other else { return }
        if candidate.isNew { return add(EnteredPerson(person: candidate.person)) }
        guard var known = try tx.person(candidate.person.id) else { return }
        known.email = known.email ?? other.contact.email
        known.phone = known.phone ?? other.contact.phone
        add(SavedContact(person: known))
    }
}

extension Transaction {
    /// The assignment that ends when a co-chief becomes chief.
    func coChiefHolding(of person: Person.ID, in entity: Entity.ID) throws -> Holding? {
        try holding(of: person, inEntity: entity).flatMap { $0.assignment.role == .coChief ? $0 : nil }
    }
}
