import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Myself or another person, and how to reach us both (MISSION D2–D4). What is typed is saved as a draft, which gives nothing until confirmed.
enum DesignationPage {
    static func ask(_ visit: Visit) async throws -> Response {
        guard !visit.query["draft"].isEmpty else { return try await page(visit, form: fresh(visit)) }
        guard let id = Key<DraftRow>(visit.query["draft"]) else { throw NotFound() }
        let (entity, me) = (try visit.thisEntity(), try visit.signedIn().person.id)
        let draft = try await visit.house.read { tx in try tx.designationDraft(id, by: me, for: entity.id) }
        guard draft.isOpen else { return visit.redirect(to: Address.designationDone(entity.number, id)) }
        let problems = draft.content.problems
        return try await page(visit, form: draft.content.form, draft: id, invalid: problems.isEmpty ? nil : problems)
    }

    static func save(_ visit: Visit) async throws -> Response {
        let entity = try visit.thisEntity()
        let saved = visit.form["draft"].isEmpty ? nil : Key<DraftRow>(visit.form["draft"])
        do {
            let id = try await keep(visit, entity, saved)
            return visit.redirect(to: Address.designationConfirmation(entity.number, id))
        } catch let invalid as Invalid {
            return try await page(visit, form: visit.form, draft: saved, invalid: invalid)
        } catch Refusal.alreadyConfirmed {
            let number = entity.number
            return visit.redirect(to: saved.map { Address.designationDone(number, $0) } ?? Address.designationForm(number))
        } catch let refusal as Refusal {
            return try await page(visit, form: visit.form, draft: saved, refusal: refusal)
        }
    }

    /// Saves what was typed once it could be confirmed as it stands: the same draft again after going back to correct.
    private static func keep(_ visit: Visit, _ entity: Entity, _ saved: Key<DraftRow>?) async throws -> Key<DraftRow> {
        let proposal = try Proposal(visit.form, by: visit.signedIn().person)
        if let other = proposal.other { try await visit.lookUp(other.ssin) }
        let id = saved ?? Key(rawValue: visit.house.newID())
        try await visit.perform(
            SaveDesignationDraft(
                draft: id, isKnown: saved != nil, entity: entity, content: DesignationDraft(proposal, typed: visit.form), language: visit.language))
        return id
    }

    /// An empty form, but for what we know of the reader already.
    private static func fresh(_ visit: Visit) throws -> Form {
        let me = try visit.signedIn().person
        return Form(["ownEmail": [me.email?.text ?? ""], "ownPhone": [me.phone?.text ?? ""]])
    }

    private static func page(
        _ visit: Visit, form: Form, draft: Key<DraftRow>? = nil, invalid: Invalid? = nil, refusal: Refusal? = nil
    ) async throws -> Response {
        let (entity, me) = (try visit.thisEntity(), try visit.signedIn().person)
        let chieftaincy = try await visit.house.read { tx in try tx.chieftaincy(of: entity.id) }
        let amChief = chieftaincy.person?.id == me.id
        let fields = Fields(visit, form, invalid, texts: "designation.form")
        let model = DesignationModel(
            steps: visit.steps(.chief), errors: fields.errors, refusal: try await visit.refusalModel(refusal),
            action: Address.designationForm(entity.number), draft: draft?.description, entity: visit.facts(of: entity),
            registered: chieftaincy.person.map { registered($0, amChief: amChief, visit) }, who: amChief ? nil : who(fields, visit),
            another: visit.say(amChief ? "designation.form.other" : "designation.form.another"),
            number: fields.field("number", required: true, inputmode: "numeric"), names: [fields.field("givenName"), fields.field("familyName")],
            contact: [fields.email("email", required: true), fields.field("phone", type: "tel", required: true)], me: visit.ownFacts(me),
            own: [
                fields.email("ownEmail", required: true, autocomplete: "email"),
                fields.field("ownPhone", type: "tel", required: true, autocomplete: "tel"),
            ])
        return try visit.page(
            model, title: visit.say("designation.form.title"), crumbs: visit.designationCrumbs(entity),
            status: invalid == nil && refusal == nil ? .ok : .unprocessableContent)
    }

    private static func who(_ fields: Fields, _ visit: Visit) -> Choices {
        let name = visit.person?.name ?? ""
        let options = [
            (Proposal.Who.myself.rawValue, visit.say("designation.form.myself", ["name": name]), String?.none),
            (Proposal.Who.other.rawValue, visit.say("designation.form.other"), String?.none),
        ]
        return fields.radios("who", options, preset: Proposal.Who.myself.rawValue)
    }

    private static func registered(_ chief: Person, amChief: Bool, _ visit: Visit) -> DesignationModel.Registered {
        let title = visit.say("designation.registered.title")
        guard !amChief else { return .init(title: title, text: visit.say("designation.registered.yourself")) }
        return .init(title: title, text: visit.say("designation.registered.chief", ["name": chief.name]))
    }
}

struct DesignationModel: PageModel {
    static let template = "designation/form"

    /// Who is chief already.
    struct Registered: Codable, Sendable {
        let title: String
        let text: String
    }

    let steps: [FormStep]
    let errors: [FieldError]
    let refusal: RefusalModel?
    let action: String
    let draft: String?
    let entity: [Fact]
    let registered: Registered?
    /// Whoever is chief already can only designate another (MISSION D3).
    let who: Choices?
    let another: String
    let number: Field
    let names: [Field]
    let contact: [Field]
    let me: [Fact]
    let own: [Field]
}
