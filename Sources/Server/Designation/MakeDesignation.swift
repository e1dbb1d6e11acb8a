import Rules
import Storage

/// What a representative confirmed: which draft, having seen whom as chief, and whether they declared that all is right.
struct Confirmation: Sendable {
    let draft: Key<DraftRow>
    let entity: Entity.ID
    /// `Chieftaincy.mark` of the page that was confirmed.
    let seen: String
    let isDeclared: Bool
}

extension Transaction {
    /// Makes the designation that a draft holds: rules decide on what is true now, not on what was true when the form was filled in.
    /// - Throws: `Refusal`; `ChiefChanged` when the page named another chief than there is now.
    func designate(_ confirmation: Confirmation, on occasion: Occasion, _ language: Language, _ house: House) throws {
        let me = occasion.acting.person
        let draft = try designationDraft(confirmation.draft, by: me, for: confirmation.entity, house.sealer)
        guard draft.isOpen else { throw Refusal.alreadyConfirmed }
        guard let entity = try entity(confirmation.entity), let author = try person(me, house.sealer) else { throw NotFound() }
        _ = try representation(by: me, of: entity, at: occasion.at)
        guard confirmation.isDeclared else { throw Refusal.declarationMissing }
        let before = try chieftaincy(of: entity.id, house.sealer)
        guard before.mark == confirmation.seen else { throw ChiefChanged() }

        let proposal = try Proposal(draft.content.form, by: author)
        let candidate = try candidate(proposal, by: author, newKey: occasion.newKey(), language: language, house.sealer)
        let acts = try entity.designating(
            Designation(chief: candidate.person.id, isDeclared: confirmation.isDeclared), registration: before.registration, former: before.chief,
            replacing: coChiefHolding(of: candidate.person.id, in: entity.id), on: occasion)
        try keep(candidate, proposal, by: author, house.sealer)
        try tellFormerAddresses(of: author, now: proposal.own.given(to: author), house, at: occasion.at)
        try enact(acts)
        if let last = acts.last { try confirm(draft, by: last.id, house.sealer) }
        if before.registration == nil { try save(EntityContact(email: proposal.contact.email, phone: proposal.contact.phone), of: entity.id) }

        let letters = DesignationLetters(
            texts: house.pages.texts, site: house.settings.site, entity: entity, chief: candidate.person, author: proposal.own.given(to: author),
            former: before.person)
        for letter in try letters.all() { try post(letter, LetterCause(me, about: entity.id), house, at: occasion.at) }
    }

    /// The assignment that ends when a co-chief becomes chief.
    func coChiefHolding(of person: Person.ID, in entity: Entity.ID) throws -> Holding? {
        try holding(of: person, inEntity: entity).flatMap { $0.assignment.role == .coChief ? $0 : nil }
    }
}
