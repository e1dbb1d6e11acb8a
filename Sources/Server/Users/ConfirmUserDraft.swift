import Foundation
import Rules
import Storage

/// The draft says something else than the summary that was confirmed.
struct DraftChanged: Error {}

extension Transaction {
    /// Makes of a draft what it says: the person if new, their account if asked, the assignment with its grants, and the letter that tells them
    /// (MISSION M10). All in one transaction: of two who confirm the same draft, the second is told.
    /// - Throws: `alreadyConfirmed`, `draftDiscarded`, `DraftChanged`, `ChangedMeanwhile`, or what stands in the way by now.
    func confirm(userDraft id: Key<DraftRow>, in quality: Quality.ID, _ visit: Visit, on occasion: Occasion) throws -> Assignment.ID {
        let (house, domain) = (visit.house, try visit.thisDomain())
        let draft = try userDraft(id, in: quality, house.sealer)
        guard !draft.isDiscarded else { throw Refusal.draftDiscarded }
        guard draft.confirmedBy == nil else { throw Refusal.alreadyConfirmed }
        guard let quality = try self.quality(quality), let manager = try managing(quality) else { throw NotFound() }

        let ssin = try SSIN(draft.content.ssin)
        try takeTurn(about: ssin, house.sealer)
        let registrant = try registrant(ssin, in: quality, on: occasion, house.sealer)
        let touchable = registrant.shownPerson
        if let conflict = draft.content.conflict(about: touchable) { throw conflict }
        let (shown, version) = (visit.form["version"], try draft.content.version(house.sealer))
        guard shown.isEmpty || shown == version else { throw DraftChanged() }
        var reader = FormReader(draft.content.form(about: touchable))
        let details = UserDetails(&reader, for: registrant)
        let applications = reader.applications(of: domain)
        try reader.finish()
        guard let person = details.person(registrant, newKey: occasion.newKey()) else { throw NotFound() }
        if let known = registrant.person {
            if person != known { try saveContact(of: person) }
            try tellAddresses(formerly: known, now: person, visit)
        } else {
            try add(person, house.sealer)
        }
        // Before the act: an account lists its person anew everywhere, with the acts that are there already.
        try openAccount(draft.content, person.id, registrant, in: quality, at: occasion.at)

        let act = try quality.userRegistered(
            person.id, applications: applications, in: domain, held: registrant.held, manager: manager, on: occasion)
        try enact(act)
        try confirm(draft, by: act.id, house.sealer)
        try closeUserDrafts(about: ssin, in: quality.id, by: act.id, house.sealer)
        try post(UserLetter.registered, to: person, visit, applications: domain.applications.map(\.code).filter(applications.contains))
        guard let user = act.opened(.user) else { throw NotFound() }
        return user.id
    }

    /// Nothing when no password was chosen, or when the person has an account by now.
    private func openAccount(_ content: UserDraft, _ person: Person.ID, _ registrant: Registrant, in quality: Quality, at now: Date) throws {
        guard let password = content.password, registrant.account == nil else { return }
        if let untouchable = registrant.untouchable { throw untouchable }
        try openAccount(UserName(content.typed["userName"] ?? ""), password: password, mustChange: true, for: person, at: now)
        try confinePassword(of: person, to: quality.entity)
    }
}
