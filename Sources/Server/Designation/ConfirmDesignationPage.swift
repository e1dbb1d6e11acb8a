import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Everything once more, the declaration to tick, and the designation itself (MISSION D5, D7, D10).
enum ConfirmDesignationPage {
    static func show(_ visit: Visit) async throws -> Response { try await page(visit) }

    static func confirm(_ visit: Visit) async throws -> Response {
        do {
            try await designate(visit)
            return try visit.redirect(to: done(visit))
        } catch Refusal.alreadyConfirmed {
            return try visit.redirect(to: done(visit))
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal)
        } catch is ChiefChanged {
            return try await page(visit, chiefChanged: true)
        } catch StorageFault.constraint(.unique, _) {
            return try await page(visit, chiefChanged: true)
        }
    }

    private static func designate(_ visit: Visit) async throws {
        try await visit.perform(
            DesignateChief(
                draft: try visit.key("draft"), entity: try visit.thisEntity().id, seen: visit.form["chief"],
                isDeclared: visit.form.isTicked("declaration"), language: visit.language))
    }

    private static func done(_ visit: Visit) throws -> String {
        let draft: Key<DraftRow> = try visit.key("draft")
        return Address.designationDone(try visit.thisEntity().number.digits, draft)
    }

    private struct Shown: Sendable {
        let draft: Draft<DesignationDraft>
        let proposal: Proposal
        let candidate: Candidate
        let chieftaincy: Chieftaincy
        /// What confirming it changes; nothing when a rule refuses.
        let preview: Preview?
        /// Who made the present chief so since the draft was saved, and when.
        let meanwhile: (author: String, at: Date)?
        /// Why the rules refuse by now what could be confirmed when it was saved.
        let refusal: Refusal?
    }

    private static func page(_ visit: Visit, refusal: Refusal? = nil, chiefChanged: Bool = false) async throws -> Response {
        let entity = try visit.thisEntity()
        let shown: Shown
        do { shown = try await read(visit, entity) } catch is Invalid {
            let draft: Key<DraftRow> = try visit.key("draft")
            return visit.redirect(to: "\(Address.designationForm(entity.number.digits))?draft=\(draft)")
        }
        guard shown.draft.isOpen else { return try visit.redirect(to: done(visit)) }
        var model = model(shown, entity, visit)
        // The missing tick is told beside its box; every other refusal above the form.
        if refusal == .declarationMissing {
            let text = visit.say("refusals.declarationMissing.why")
            model["errors"] = [["href": "#declaration", "text": text]]
            model["declaration"] = declaration(visit, error: text)
            model["told"] = Refusal.declarationMissing
        } else if let refusal {
            model["refusal"] = try await visit.refusalModel(refusal)
        } else if let refusal = shown.refusal {
            model["refusal"] = try await visit.refusalModel(refusal)
        }
        if let changed = changed(shown, visit) ?? (chiefChanged ? visit.say("designation.confirm.changed") : nil) {
            model["changed"] = ["text": changed, "warn": true]
        }
        return try visit.page(
            "designation/confirm", title: visit.say("designation.confirm.title"), model, crumbs: visit.designationCrumbs(entity),
            status: refusal == nil && !chiefChanged ? .ok : .unprocessableContent)
    }

    private static func read(_ visit: Visit, _ entity: Entity) async throws -> Shown {
        let id: Key<DraftRow> = try visit.key("draft")
        let (me, language, occasion) = (try visit.signedIn().person, visit.language, try visit.occasion())
        let designate = DesignateChief(draft: id, entity: entity.id, seen: nil, isDeclared: true, language: language)
        return try await visit.house.read { tx in
            let draft = try tx.designationDraft(id, by: me.id, for: entity.id)
            let proposal = try Proposal(draft.content.form, by: me)
            let candidate = try tx.candidate(proposal, by: me, newKey: occasion.newKey(), language: language)
            let chieftaincy = try tx.chieftaincy(of: entity.id)
            var (preview, refusal): (Preview?, Refusal?) = (nil, nil)
            do { preview = try tx.preview(designate.plan(in: tx, on: occasion)) } catch let error as Refusal { refusal = error }
            let opened = try chieftaincy.chief.flatMap { try tx.opening(of: $0.assignment.id) }.flatMap { $0.at > draft.savedAt ? $0 : nil }
            return Shown(
                draft: draft, proposal: proposal, candidate: candidate, chieftaincy: chieftaincy,
                preview: preview,
                meanwhile: try opened.map { provenance in (try provenance.actor.flatMap { try tx.person($0) }?.name ?? "", provenance.at) },
                refusal: refusal)
        }
    }

    private static func model(_ shown: Shown, _ entity: Entity, _ visit: Visit) -> [String: Any] {
        let digits = entity.number.digits
        let (candidate, contact) = (shown.candidate.person, shown.proposal.contact)
        var model: [String: Any] = [
            "steps": visit.steps(.confirmation), "action": Address.designationConfirmation(digits, shown.draft.id), "errors": [[String: Any]](),
            "entity": visit.facts(of: entity), "chief": visit.facts(of: candidate) + visit.facts(of: contact), "mark": shown.chieftaincy.mark,
            "effects": effects(shown, entity, visit), "correct": "\(Address.designationForm(digits))?draft=\(shown.draft.id)",
            "declaration": declaration(visit), "own": [[String: Any]](), "refusal": false, "changed": false, "isPast": shown.refusal != nil,
            "mine": Address.mine(),
        ]
        if shown.proposal.other != nil, let me = visit.person { model["own"] = visit.facts(of: me) + visit.facts(of: shown.proposal.own) }
        return model
    }

    /// Another designation since this one was saved: who is chief by it, when and by whom.
    private static func changed(_ shown: Shown, _ visit: Visit) -> String? {
        guard let meanwhile = shown.meanwhile, let chief = shown.chieftaincy.person else { return nil }
        let values = ["chief": chief.name, "author": meanwhile.author, "date": visit.instant(meanwhile.at)]
        return visit.say(shown.refusal == nil ? "designation.confirm.meanwhile" : "designation.confirm.settled", values)
    }

    /// What will change, in sentences.
    private static func effects(_ shown: Shown, _ entity: Entity, _ visit: Visit) -> [String] {
        let values = [
            "entity": entity.name, "chief": shown.candidate.person.name, "former": shown.chieftaincy.person?.name ?? "",
            "email": shown.proposal.contact.email.text,
        ]
        let order = ["registered", "chief", "former", "coChief", "letter"]
        let effects = (shown.preview?.consequences ?? []).compactMap { consequence -> String? in
            switch consequence {
            case .registered: "registered"
            case .begins(.chief, _): "chief"
            case .ends(.chief, _): "former"
            case .ends(.coChief, _): "coChief"
            case .told: "letter"
            default: nil
            }
        }
        return order.filter(effects.contains).map { visit.say("designation.effects.\($0)", values) }
    }

    private static func declaration(_ visit: Visit, error: String? = nil) -> [String: Any] {
        let label = visit.say("designation.confirm.declaration")
        var tick: [String: Any] = ["id": "declaration", "name": "declaration", "label": label, "checked": false]
        if let error { tick["error"] = error }
        return tick
    }
}
