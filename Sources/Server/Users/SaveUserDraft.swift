import Rules
import Storage

/// Keeps a registration that is not confirmed yet: nobody has access before it is (MISSION M10).
struct SaveUserDraft: Operation {
    let draft: Key<DraftRow>
    let ssin: SSIN
    let standing: Standing
    let details: UserDetails
    let applications: Set<SecuredApplication.Code>
    /// What the form was shown with: the draft as it was saved before or, the first time, the contact data of the person.
    let seen: SeenFields
    let userName: UserName?
    /// The hash of the password that was chosen; nil to go on with the one the draft has.
    let hash: String?
    /// Whether it was saved before.
    let isKnown: Bool

    var reach: Reach { .entity }

    /// - Throws: `ChangedMeanwhile` when somebody else has changed it, or the data of the person it is about, since the form was shown.
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let registrant = try tx.registrant(ssin, as: standing, on: occasion)
        let author = occasion.acting.person
        let saved = try saved(registrant, tx, author)
        if let userName, try tx.account(named: userName.text) != nil { throw Refusal.userNameTaken }
        let content = UserDraft(
            ssin: ssin, details: details.limited(to: registrant), userName: registrant.mayOpenAccount ? userName : nil, applications: applications,
            password: hash ?? (userName == nil ? nil : saved?.password), savedBy: author,
            shown: registrant.shownPerson.map(UserContact.init), role: standing.role)
        var plan = Plan()
        plan.add(
            SavedDraft(id: draft, content: content, entity: standing.place.entity, quality: standing.place.quality, author: author, at: occasion.at))
        return plan
    }

    /// What the draft said before; nil the first time.
    private func saved(_ registrant: Registrant, _ tx: borrowing Transaction, _ author: Person.ID) throws -> UserDraft? {
        guard isKnown else {
            if let person = registrant.shownPerson {
                try seen.check(against: UserContact(person).form) {
                    try tx.lastChange(ActCode.editing + [.personContactChanged], of: person.id)
                }
            }
            return nil
        }
        let draft = try tx.userDraft(draft, as: standing.role, for: standing.readers(author))
        guard draft.isOpen else { throw Refusal.alreadyConfirmed }
        try seen.check(against: draft.content.form) {
            LastChange(at: draft.savedAt, author: try tx.person(draft.content.savedBy)?.name)
        }
        return draft.content
    }
}

/// Throws away a registration that was never confirmed (MISSION M10). Throwing it away twice changes nothing.
struct DiscardUserDraft: Operation {
    let draft: Key<DraftRow>
    let standing: Standing

    var reach: Reach { .entity }

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let draft = try tx.userDraft(draft, as: standing.role, for: standing.readers(occasion.acting.person))
        var plan = Plan()
        if !draft.isDiscarded { plan.add(DiscardedDraft(draft: draft, at: occasion.at)) }
        return plan
    }
}

/// Registrations that wait for somebody who has just got that role in the quality by an act: of no higher role is anything left to confirm.
struct OvertakenUserDrafts: DataChange {
    let ssin: SSIN
    let quality: Quality.ID
    let role: Role
    let by: Act.ID
    func write(_ tx: borrowing Transaction) throws { try tx.closeUserDrafts(about: ssin, in: quality, upTo: role, by: by) }
}
