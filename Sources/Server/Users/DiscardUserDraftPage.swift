import Foundation
import Hummingbird
import Rules
import Storage

/// Throws away a registration that was never confirmed (MISSION M10).
enum DiscardUserDraftPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let (id, sealer): (Key<DraftRow>, Sealer) = (try visit.key("draft"), visit.house.sealer)
        let quality = try visit.thisQuality()
        let (isOpen, waiting) = try await visit.house.read { tx in
            (try tx.userDraft(id, in: quality.id, sealer).isOpen, try tx.userDrafts(in: quality, sealer).first { $0.id == id })
        }
        guard isOpen, let waiting else { return visit.redirect(to: try visit.here(.users)) }
        let title = visit.say("users.discard.title")
        let model: [String: Any] = [
            "lead": visit.say("users.discard.lead", ["name": waiting.name]),
            "saved": visit.say("users.drafts.saved", ["name": waiting.author, "date": visit.instant(waiting.savedAt)]),
            "consequences": [visit.say("users.discard.lost"), visit.say("users.discard.access")], "action": try visit.here(.discardUserDraft, id),
            "actions": visit.dangerous(visit.say("users.drafts.discard"), back: try visit.here(.userDraft, id)), "refusal": false, "reason": false,
        ]
        return try visit.page("users/sure", title: title, model, crumbs: try visit.userCrumbs(Crumb(title)))
    }

    static func discard(_ visit: Visit) async throws -> Response {
        let (id, sealer): (Key<DraftRow>, Sealer) = (try visit.key("draft"), visit.house.sealer)
        let quality = try visit.thisQuality().id
        do {
            try await visit.enact(within: .entity) { tx, occasion in
                let draft = try tx.userDraft(id, in: quality, sealer)
                if !draft.isDiscarded { try tx.discard(draft, at: occasion.at, sealer) }
            }
            return visit.redirect(to: try visit.here(.users), notice: "userDraftDiscarded")
        } catch Refusal.alreadyConfirmed {
            return visit.redirect(to: try visit.here(.userDraft, id), notice: "userConfirmedBefore")
        }
    }
}

extension Visit {
    /// The end of a form that takes something away.
    func dangerous(_ label: String, back: String) -> [String: Any] {
        ["label": label, "danger": true, "secondary": ["label": say("users.cancel"), "href": back]]
    }
}
