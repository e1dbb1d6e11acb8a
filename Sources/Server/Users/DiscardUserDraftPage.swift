import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Throws away a registration that was never confirmed (MISSION M5, M7, M8, M10).
struct DiscardUserDraftPage: Sendable {
    let role: Role

    func ask(_ visit: Visit) async throws -> Response {
        let (id, role): (Key<DraftRow>, Role) = (try visit.part(), role)
        let (standing, me) = (try visit.standing(role), try visit.actor().person)
        let (isOpen, waiting) = try await visit.house.read { tx in
            let waiting = try standing.quality.map { try tx.userDrafts(in: $0, as: [role]) } ?? tx.coChiefDrafts(of: standing.place.entity, by: me)
            return (try tx.userDraft(id, as: role, for: standing.readers(me)).isOpen, waiting.first { $0.id == id })
        }
        guard isOpen, let waiting else { return visit.redirect(to: try visit.home(ofRegistrationsAs: role)) }
        let title = visit.say("users.discard.title")
        let model = SureModel(
            lead: visit.say("users.discard.lead", ["name": waiting.name]),
            saved: visit.say("users.drafts.saved", ["name": waiting.author, "date": visit.instant(waiting.savedAt)]),
            consequences: [visit.say("users.discard.lost"), visit.say("users.discard.access")], action: try visit.here(.discarding(id), as: role),
            actions: visit.actions(visit.say("users.drafts.discard"), danger: true, back: try visit.here(.summary(id), as: role)))
        return try visit.page(model, title: title, crumbs: try visit.registrationCrumbs(role, title))
    }

    func discard(_ visit: Visit) async throws -> Response {
        let id: Key<DraftRow> = try visit.part()
        do {
            try await visit.perform(DiscardUserDraft(draft: id, standing: try visit.standing(role)))
            return visit.redirect(to: try visit.home(ofRegistrationsAs: role), notice: "userDraftDiscarded")
        } catch Refusal.alreadyConfirmed {
            return visit.redirect(to: try visit.here(.summary(id), as: role), notice: "userConfirmedBefore")
        }
    }
}
