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
        } catch is Invalid {
            return try correct(visit)
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
                draft: try visit.part(), entity: try visit.thisEntity().id, seen: visit.form["chief"],
                isDeclared: visit.form.isTicked("declaration"), language: visit.language))
    }

    /// Back to the form, which says what is wrong.
    private static func correct(_ visit: Visit) throws -> Response {
        let draft: Key<DraftRow> = try visit.part()
        return visit.redirect(to: "\(Address.designationForm(try visit.thisEntity().number))?draft=\(draft)")
    }

    private static func done(_ visit: Visit) throws -> String {
        let draft: Key<DraftRow> = try visit.part()
        return Address.designationDone(try visit.thisEntity().number, draft)
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
        do { shown = try await read(visit, entity) } catch is Invalid { return try correct(visit) }
        guard shown.draft.isOpen else { return try visit.redirect(to: done(visit)) }
        let model = model(shown, try await answer(refusal, shown, visit), entity, changed: changed(shown, visit, chiefChanged: chiefChanged), visit)
        return try visit.page(
            model, title: visit.say("designation.confirm.title"), crumbs: visit.designationCrumbs(entity),
            status: refusal == nil && !chiefChanged ? .ok : .unprocessableContent)
    }

    /// The missing tick is told beside its box; every other refusal above the form.
    private static func answer(_ refusal: Refusal?, _ shown: Shown, _ visit: Visit) async throws -> (missing: FieldError?, refusal: RefusalModel?) {
        guard refusal == .declarationMissing else { return (nil, try await visit.refusalModel(refusal ?? shown.refusal)) }
        return (FieldError(href: "#declaration", text: visit.say("refusals.declarationMissing.why"), refusal: refusal), nil)
    }

    private static func read(_ visit: Visit, _ entity: Entity) async throws -> Shown {
        let id: Key<DraftRow> = try visit.part()
        let (me, language, occasion) = (try visit.signedIn().person, visit.language, try visit.occasion())
        let designate = DesignateChief(draft: id, entity: entity.id, seen: nil, isDeclared: true, language: language)
        return try await visit.house.read { tx in
            let draft = try tx.designationDraft(id, by: me.id, for: entity.id)
            let proposal = try draft.content.proposal(by: me)
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

    private static func model(
        _ shown: Shown, _ answer: (missing: FieldError?, refusal: RefusalModel?), _ entity: Entity, changed: String?, _ visit: Visit
    ) -> ConfirmDesignationModel {
        let number = entity.number
        let contact = shown.proposal.contact
        let own = shown.proposal.other == nil ? nil : visit.person.map { visit.ownFacts($0) + visit.facts(of: shown.proposal.own) }
        return ConfirmDesignationModel(
            steps: visit.steps(.confirmation), errors: [answer.missing].compactMap(\.self), refusal: answer.refusal,
            changed: changed.map { NoticeModel(text: $0, warn: true) }, isPast: shown.refusal != nil, entity: visit.facts(of: entity),
            chief: visit.facts(of: shown.candidate) + visit.facts(of: contact), own: own ?? [], effects: effects(shown, entity, visit),
            action: Address.designationConfirmation(number, shown.draft.id), mark: shown.chieftaincy.mark,
            declaration: declaration(visit, error: answer.missing?.text), correct: "\(Address.designationForm(number))?draft=\(shown.draft.id)",
            mine: Address.mine())
    }

    /// Another designation since this one was saved: who is chief by it, when and by whom.
    private static func changed(_ shown: Shown, _ visit: Visit, chiefChanged: Bool) -> String? {
        guard let meanwhile = shown.meanwhile, let chief = shown.chieftaincy.person else {
            return chiefChanged ? visit.say("designation.confirm.changed") : nil
        }
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

    private static func declaration(_ visit: Visit, error: String?) -> Tick {
        Tick(id: "declaration", name: "declaration", label: visit.say("designation.confirm.declaration"), error: error)
    }
}
