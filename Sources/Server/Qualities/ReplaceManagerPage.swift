import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Replacing a quality's access manager (MISSION M7): by someone named by national number, or by the chief again. A summary says what will change.
enum ReplaceManagerPage: Wizard {
    /// Nobody is named when the chief is to manage.
    static func read(_ visit: Visit) async throws -> NamedPerson? {
        var reader = FormReader(visit.form)
        let isOther = reader.choice("who") { ["chief": false, "other": true][$0] } ?? false
        let named = isOther ? NamedPerson(&reader) : nil
        try reader.finish()
        if let named { try await visit.lookUp(named.ssin) }
        return named
    }

    static func operation(_ named: NamedPerson?, _ step: Step, _ visit: Visit) throws -> ReplaceManager {
        ReplaceManager(quality: try visit.thisQuality(), manager: named, language: visit.language)
    }

    static func summary(_ visit: Visit, _ named: NamedPerson?, _ preview: Preview, isStale: Bool) async throws -> Response {
        let quality = try visit.thisQuality()
        let chief = try await visit.house.read { tx in try tx.chief(of: quality.entity).flatMap { try tx.person($0.assignment.person) } }
        // Where nobody is appointed, the chief manages (MISSION D11).
        guard let former = preview.ending(.manager) ?? chief, let next = preview.beginning(.manager) ?? chief else { throw NotFound() }
        // Of the chief, who is shown to a co-chief as well.
        let role: Role = next.id == chief?.id && next.id != visit.person?.id ? .chief : .manager
        let number = visit.number(next.ssin, of: preview.entered.contains(next.id) ? nil : next.id, as: role, on: .managerSummary)
        let model = QualitySummaryModel(
            facts: [
                visit.fact("qualities.manager.former", former.name), visit.fact("qualities.manager.next", next.name),
                visit.fact("people.ssin", number, mono: true),
            ],
            explanation: visit.say("qualities.manager.effect", ["former": former.name, "next": next.name]),
            action: Address.qualityManager(try visit.thisEntity().number, quality.id), carried: visit.form.carried,
            confirm: visit.say("parts.confirm"))
        return try visit.page(model, title: visit.say("qualities.manager.confirmTitle"), crumbs: crumbs(visit))
    }

    static func done(_ visit: Visit, _ named: NamedPerson?, _ plan: Plan) throws -> Response { try replaced(visit, plan.acts.first?.subject) }

    /// The same summary confirmed twice: it is done.
    static func outcome(of error: any Error, _ named: NamedPerson?, _ visit: Visit) throws -> WizardOutcome? {
        error as? Refusal == .alreadyManager ? .done(try replaced(visit, nil)) : nil
    }

    private static func replaced(_ visit: Visit, _ manager: Person.ID?) throws -> Response {
        visit.redirect(
            to: Address.quality(try visit.thisEntity().number, try visit.thisQuality().id), notice: "managerReplaced", about: manager?.rawValue
        )
    }

    static func form(_ visit: Visit, _ typed: Form?, _ invalid: Invalid?, _ refusal: Refusal?) async throws -> Response {
        let (entity, quality, typed) = (try visit.thisEntity(), try visit.thisQuality(), typed ?? Form())
        let manager = try await visit.house.read { tx in try tx.managing(quality).flatMap { try tx.person($0) } }
        let fields = Fields(visit, typed, invalid, texts: "qualities.manager")
        let model = NamedPersonModel(
            errors: fields.errors, refusal: try await visit.refusalModel(refusal),
            current: manager?.id == visit.person?.id
                ? visit.say("qualities.manager.yourself") : visit.say("qualities.manager.current", ["name": manager?.name ?? ""]),
            action: Address.qualityManager(entity.number, quality.id),
            who: fields.radios(
                "who",
                [
                    ("chief", visit.say(visit.acting?.role == .chief ? "qualities.manager.myself" : "qualities.manager.chief"), nil),
                    ("other", visit.say("qualities.manager.other"), nil),
                ], preset: "other"),
            person: NamedPerson.fields(Fields(visit, typed, invalid, texts: "people")), back: Address.quality(entity.number, quality.id))
        return try visit.page(
            model, title: visit.say("qualities.manager.title"), crumbs: crumbs(visit),
            status: invalid == nil && refusal == nil ? .ok : .unprocessableContent)
    }

    private static func crumbs(_ visit: Visit) -> [Crumb] { visit.crumbs([Crumb(visit.say("qualities.manager.title"))]) }
}

/// What a change of managers asks: whom.
struct NamedPersonModel: PageModel {
    static let template = "qualities/person"

    let errors: [FieldError]
    let refusal: RefusalModel?
    /// Who manages now, or what the page is for.
    let current: String
    let action: String
    /// Nil where it can only be somebody named by number.
    let who: Choices?
    let person: [Field]
    let back: String
}

/// What confirming changes in a quality.
struct QualitySummaryModel: PageModel {
    static let template = "qualities/summary"

    let facts: [Fact]
    let explanation: String
    let action: String
    let carried: [HiddenValue]
    let confirm: String
}
