import Rules
import Storage

/// Keeps a registration that is not confirmed yet: nobody has access before it is (MISSION M10).
struct SaveUserDraft: Operation {
    let draft: Key<DraftRow>
    let ssin: SSIN
    let quality: Quality
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
        let registrant = try tx.registrant(ssin, in: quality, on: occasion)
        let saved = try saved(registrant, tx)
        let author = occasion.acting.person
        if let userName, try tx.account(named: userName.text) != nil { throw Refusal.userNameTaken }
        let content = UserDraft(
            ssin: ssin, details: details.limited(to: registrant), userName: registrant.mayOpenAccount ? userName : nil, applications: applications,
            password: hash ?? (userName == nil ? nil : saved?.password), savedBy: author, shown: registrant.shownPerson.map(UserContact.init))
        var plan = Plan()
        plan.add(SavedDraft(id: draft, content: content, entity: quality.entity, quality: quality.id, author: author, at: occasion.at))
        return plan
    }

    /// What the draft said before; nil the first time.
    private func saved(_ registrant: Registrant, _ tx: borrowing Transaction) throws -> UserDraft? {
        guard isKnown else {
            if let person = registrant.shownPerson {
                try seen.check(against: UserContact(person).form) {
                    try tx.lastChange([.personContactChanged, .userEdited], of: person.id)
                }
            }
            return nil
        }
        let draft = try tx.userDraft(draft, in: quality.id)
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
    let quality: Quality.ID

    var reach: Reach { .entity }

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let draft = try tx.userDraft(draft, in: quality)
        var plan = Plan()
        if !draft.isDiscarded { plan.add(DiscardedDraft(draft: draft, at: occasion.at)) }
        return plan
    }
}

/// Registrations that wait for somebody who has just come into the quality by an act: nothing of theirs is left to confirm.
struct OvertakenUserDrafts: DataChange {
    let ssin: SSIN
    let quality: Quality.ID
    let by: Act.ID
    func write(_ tx: borrowing Transaction) throws { try tx.closeUserDrafts(about: ssin, in: quality, by: by) }
}
