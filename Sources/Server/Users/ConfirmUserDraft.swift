import Foundation
import Rules
import Storage
import Web

/// Makes of a saved registration what it says (MISSION M10). Of two who confirm the same draft, the second is told.
struct ConfirmUserDraft: Operation {
    let draft: Key<DraftRow>
    let quality: Quality
    let domain: AccessDomain
    /// The draft as it was shown (`UserDraft.version`); empty to confirm it as it is.
    var seen = ""

    var reach: Reach { .entity }

    func lock(_ tx: borrowing Transaction, on occasion: Occasion) throws {
        let draft = try open(tx)
        try tx.lockPerson(SSIN(draft.content.ssin))
    }

    /// - Throws: `alreadyConfirmed`, `draftDiscarded`, `DraftChanged`, `ChangedMeanwhile`, `Invalid`, or what stands in the way by now.
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let draft = try open(tx)
        guard let quality = try tx.quality(quality.id) else { throw NotFound() }
        let ssin = try SSIN(draft.content.ssin)
        let registrant = try tx.registrant(ssin, in: quality, on: occasion)
        if let conflict = draft.content.conflict(about: registrant.shownPerson) { throw conflict }
        guard try seen.isEmpty || seen == draft.content.version(tx.sealer) else { throw DraftChanged() }

        var reader = FormReader(draft.content.form(about: registrant.shownPerson))
        let details = UserDetails(&reader, for: registrant)
        let applications = reader.applications(of: domain)
        try reader.finish()
        let account = try draft.content.password.map { AddUser.NewAccount(userName: try UserName(draft.content.typed["userName"] ?? ""), hash: $0) }
        let add = AddUser(ssin: ssin, quality: quality, domain: domain, details: details, account: account, applications: applications)
        return try add.plan(for: registrant, in: tx, on: occasion).confirming(draft)
    }

    private func open(_ tx: borrowing Transaction) throws -> Draft<UserDraft> {
        let draft = try tx.userDraft(draft, in: quality.id)
        guard !draft.isDiscarded else { throw Refusal.draftDiscarded }
        guard draft.confirmedBy == nil else { throw Refusal.alreadyConfirmed }
        return draft
    }
}

/// The draft says something else than the summary that was confirmed.
struct DraftChanged: Error {}
