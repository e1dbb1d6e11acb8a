import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Throws away a registration that was never confirmed (MISSION M10).
enum DiscardUserDraftPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let id: Key<DraftRow> = try visit.part()
        let quality = try visit.thisQuality()
        let (isOpen, waiting) = try await visit.house.read { tx in
            (try tx.userDraft(id, in: quality.id).isOpen, try tx.userDrafts(in: quality).first { $0.id == id })
        }
        guard isOpen, let waiting else { return visit.redirect(to: try visit.here(.users)) }
        let title = visit.say("users.discard.title")
        let model = SureModel(
            lead: visit.say("users.discard.lead", ["name": waiting.name]),
            saved: visit.say("users.drafts.saved", ["name": waiting.author, "date": visit.instant(waiting.savedAt)]),
            consequences: [visit.say("users.discard.lost"), visit.say("users.discard.access")], action: try visit.here(.discardUserDraft, id),
            actions: visit.actions(visit.say("users.drafts.discard"), danger: true, back: try visit.here(.userDraft, id)))
        return try visit.page(model, title: title, crumbs: try visit.userCrumbs(Crumb(title)))
    }

    static func discard(_ visit: Visit) async throws -> Response {
        let id: Key<DraftRow> = try visit.part()
        do {
            try await visit.perform(DiscardUserDraft(draft: id, quality: try visit.thisQuality().id))
            return visit.redirect(to: try visit.here(.users), notice: "userDraftDiscarded")
        } catch Refusal.alreadyConfirmed {
            return visit.redirect(to: try visit.here(.userDraft, id), notice: "userConfirmedBefore")
        }
    }
}
