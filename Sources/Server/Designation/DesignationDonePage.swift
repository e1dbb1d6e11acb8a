import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// What was done, and what comes next (MISSION D6).
enum DesignationDonePage {
    private struct Shown: Sendable {
        let draft: Draft<DesignationDraft>
        let act: Act?
        let chief: Person?
        let contact: ContactData?
    }

    static func show(_ visit: Visit) async throws -> Response {
        let entity = try visit.thisEntity()
        let shown = try await read(visit, entity)
        guard let act = shown.act, let chief = shown.chief else {
            return visit.redirect(to: Address.designationConfirmation(entity.number, shown.draft.id))
        }
        return try visit.page(
            model(shown, act, chief, entity, visit), title: visit.say("designation.done.title"), crumbs: visit.designationCrumbs(entity))
    }

    private static func read(_ visit: Visit, _ entity: Entity) async throws -> Shown {
        let id: Key<DraftRow> = try visit.part()
        let me = try visit.signedIn().person
        return try await visit.house.read { tx in
            let draft = try tx.designationDraft(id, by: me.id, for: entity.id)
            let act = try draft.confirmedBy.flatMap { try tx.act($0) }
            let chief = try act?.subject.flatMap { try tx.person($0) }
            return Shown(draft: draft, act: act, chief: chief, contact: draft.content.proposal?.contact)
        }
    }

    private static func model(_ shown: Shown, _ act: Act, _ chief: Person, _ entity: Entity, _ visit: Visit) -> DesignationDoneModel {
        let values = ["entity": entity.name, "chief": chief.name, "email": shown.contact?.email.text ?? ""]
        let amChief = chief.id == visit.person?.id
        var sentences = [visit.say(act.code == .chiefReplaced ? "designation.done.replaced" : "designation.done.registered", values)]
        sentences.append(visit.say(amChief ? "designation.done.yourself" : "designation.done.other", values))
        if shown.contact != nil { sentences.append(visit.say("designation.done.letter", values)) }
        return DesignationDoneModel(
            steps: visit.steps(.done), sentences: sentences, mine: Address.mine(), another: Address.designationForm(entity.number),
            next: ["activate", "managers", "users"].map { visit.say("designation.next.\($0)") },
            nextTitle: visit.say(amChief ? "designation.next.title" : "designation.next.titleOther", values),
            home: amChief ? Address.entity(entity.number) : nil)
    }
}

struct DesignationDoneModel: PageModel {
    static let template = "designation/done"

    let steps: [FormStep]
    let sentences: [String]
    let mine: String
    let another: String
    let next: [String]
    let nextTitle: String
    /// For whoever is the chief now.
    let home: String?
}
