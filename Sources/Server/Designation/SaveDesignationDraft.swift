import Rules
import Storage
import Web

/// Keeps what a representative typed, once it could be confirmed as it stands: the same draft again after going back to correct (MISSION D5).
struct SaveDesignationDraft: Operation {
    /// The key of a new draft, or of the one that was saved before.
    let draft: Key<DraftRow>
    let isKnown: Bool
    let entity: Entity
    let content: DesignationDraft
    /// Of somebody who would be entered.
    let language: Language

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let me = occasion.acting.person
        guard let author = try tx.person(me) else { throw NotFound() }
        _ = try tx.representation(by: me, of: entity, at: occasion.at)
        let candidate = try tx.candidate(content.proposal(by: author), by: author, newKey: occasion.newKey(), language: language)
        try entity.mayDesignate(candidate.person.id, former: tx.chief(of: entity.id), on: occasion)
        if isKnown { _ = try tx.designationDraft(draft, by: me, for: entity.id) }
        var plan = Plan()
        plan.add(SavedDraft(id: draft, content: content, entity: entity.id, author: me, at: occasion.at))
        return plan
    }
}
