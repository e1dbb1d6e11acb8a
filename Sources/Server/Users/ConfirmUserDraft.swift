import Foundation
import Rules
import Storage
import Web

/// Makes of a saved registration what it says (MISSION M10). Of two who confirm the same draft, the second is told.
struct ConfirmUserDraft: Operation {
    let draft: Key<DraftRow>
    let standing: Standing
    /// The draft as it was shown (`UserDraft.version`); empty to confirm it as it is.
    var seen = ""

    var reach: Reach { .entity }

    func lock(_ tx: borrowing Transaction, on occasion: Occasion) throws {
        let draft = try open(tx, occasion)
        try tx.lockPerson(draft.content.subject())
    }

    /// - Throws: `alreadyConfirmed`, `draftDiscarded`, `DraftChanged`, `ChangedMeanwhile`, `Invalid`, or what stands in the way by now.
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let draft = try open(tx, occasion)
        let content = draft.content
        let registrant = try tx.registrant(content.subject(), as: standing, on: occasion)
        if let conflict = try tx.conflict(of: content, about: registrant.shownPerson) { throw conflict }
        guard try seen.isEmpty || seen == content.version(tx.sealer) else { throw DraftChanged() }

        let add = AddUser(
            registrant.ssin, as: standing, details: try content.complete(for: registrant, in: standing.ticked), account: content.account,
            applications: content.applications)
        return try add.plan(for: registrant, in: tx, on: occasion).confirming(draft)
    }

    private func open(_ tx: borrowing Transaction, _ occasion: Occasion) throws -> Draft<UserDraft> {
        let draft = try tx.userDraft(draft, as: standing.role, for: standing.readers(occasion.acting.person))
        guard !draft.isDiscarded else { throw Refusal.draftDiscarded }
        guard draft.confirmedBy == nil else { throw Refusal.alreadyConfirmed }
        return draft
    }
}

/// The draft says something else than the summary that was confirmed.
struct DraftChanged: Error {}
