import Foundation
import Hummingbird
import Rules
import Web

/// Appointing a co-access manager by national number (MISSION M8). A summary says what will change.
enum AppointCoManagerPage: Wizard {
    static func read(_ visit: Visit) async throws -> NamedPerson {
        var reader = FormReader(visit.form)
        let named = NamedPerson(&reader)
        try reader.finish()
        guard let named else { throw Refusal.personUnknown }
        try await visit.lookUp(named.ssin)
        return named
    }

    static func operation(_ named: NamedPerson, _ step: Step, _ visit: Visit) throws -> AppointCoManager {
        AppointCoManager(quality: try visit.thisQuality(), person: named, language: visit.language)
    }

    static func summary(_ visit: Visit, _ named: NamedPerson, _ preview: Preview, isStale: Bool) throws -> Response {
        guard let person = preview.beginning(.coManager) else { throw NotFound() }
        let number = visit.number(person.ssin, of: preview.entered.contains(person.id) ? nil : person.id, as: .coManager, on: .coManagerSummary)
        let model = QualitySummaryModel(
            facts: [visit.fact("roles.co-manager", person.name), visit.fact("people.ssin", number, mono: true)],
            explanation: visit.say("qualities.coManagers.effect", ["name": person.name]),
            action: Address.coManagers(try visit.thisEntity().number, try visit.thisQuality().id), carried: visit.form.carried,
            confirm: visit.say("parts.confirm"))
        return try visit.page(model, title: visit.say("qualities.coManagers.confirmTitle"), crumbs: crumbs(visit))
    }

    static func done(_ visit: Visit, _ named: NamedPerson, _ plan: Plan) throws -> Response {
        try appointed(visit, plan.opened(Assignment.self)?.person)
    }

    /// The same summary confirmed twice: it is done.
    static func outcome(of error: any Error, _ named: NamedPerson, _ visit: Visit) throws -> WizardOutcome? {
        error as? Refusal == .alreadyCoManager ? .done(try appointed(visit, nil)) : nil
    }

    private static func appointed(_ visit: Visit, _ person: Person.ID?) throws -> Response {
        visit.redirect(
            to: Address.quality(try visit.thisEntity().number, try visit.thisQuality().id), notice: "coManagerAppointed",
            about: person?.rawValue)
    }

    static func form(_ visit: Visit, _ typed: Form?, _ invalid: Invalid?, _ refusal: Refusal?) async throws -> Response {
        let (number, quality) = (try visit.thisEntity().number, try visit.thisQuality())
        let fields = Fields(visit, typed ?? Form(), invalid, texts: "people")
        let model = NamedPersonModel(
            errors: fields.errors, refusal: try await visit.refusalModel(refusal), current: visit.say("qualities.coManagers.explanation"),
            action: Address.coManagers(number, quality.id), who: nil, person: NamedPerson.fields(fields), back: Address.quality(number, quality.id))
        return try visit.page(
            model, title: visit.say("qualities.coManagers.title"), crumbs: crumbs(visit),
            status: invalid == nil && refusal == nil ? .ok : .unprocessableContent)
    }

    private static func crumbs(_ visit: Visit) -> [Crumb] { visit.crumbs([Crumb(visit.say("qualities.coManagers.title"))]) }
}
