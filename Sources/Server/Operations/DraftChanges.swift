import Foundation
import Rules
import Storage

/// What was typed is kept until it is confirmed or discarded.
struct SavedDraft<Content: DraftContent>: DataChange {
    let id: Key<DraftRow>
    let content: Content
    let entity: Entity.ID
    var quality: Quality.ID?
    let author: Person.ID
    let at: Date

    func write(_ tx: borrowing Transaction) throws {
        try tx.save(draft: content, id: id, entity: entity, quality: quality, author: author, at: at)
    }
}

/// A draft becomes what it says, by an act that is recorded before.
struct ConfirmedDraft<Content: DraftContent>: DataChange {
    let draft: Draft<Content>
    let by: Act.ID
    func write(_ tx: borrowing Transaction) throws { try tx.confirm(draft, by: by) }
}

/// A draft is thrown away.
struct DiscardedDraft<Content: DraftContent>: DataChange {
    let draft: Draft<Content>
    let at: Date
    func write(_ tx: borrowing Transaction) throws { try tx.discard(draft, at: at) }
}

extension Plan {
    /// The same, which is what the draft said: closed by the last of the acts, before others about the same are closed as overtaken.
    func confirming(_ draft: Draft<some DraftContent>) -> Plan {
        var plan = self
        guard let act = acts.last else { return plan }
        plan.insert(ConfirmedDraft(draft: draft, by: act.id), after: act)
        return plan
    }
}
