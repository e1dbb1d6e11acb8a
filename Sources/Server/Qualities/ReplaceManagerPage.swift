import Foundation
import Hummingbird
import Rules
import Web

/// Replacing a quality's access manager (MISSION M7): by the chief again, after a summary that says what will change; or by somebody named by national
/// number, who is registered like every other.
enum ReplaceManagerPage: Wizard {
    private static let number = NewUserPage(role: .manager)

    static func choose(_ visit: Visit) async throws -> Response {
        guard visit.form["who"] == "chief" else { return try await number.check(visit, question: question) }
        return try await submit(visit)
    }

    /// Nothing more is asked when the chief is to manage.
    static func read(_ visit: Visit) {}

    static func operation(_ asked: Void, _ step: Step, _ visit: Visit) throws -> ReplaceManager {
        ReplaceManager(quality: try visit.thisQuality())
    }

    static func summary(_ visit: Visit, _ asked: Void, _ preview: Preview, isStale: Bool) async throws -> Response {
        let quality = try visit.thisQuality()
        let chief = try await visit.house.read { tx in try tx.chief(of: quality.entity).flatMap { try tx.person($0.assignment.person) } }
        guard let former = preview.ending(.manager), let chief else { throw NotFound() }
        // The chief is shown to a co-chief as well.
        let role: Role = chief.id == visit.person?.id ? .manager : .chief
        let model = QualitySummaryModel(
            facts: [
                visit.fact("qualities.manager.former", former.name), visit.fact("qualities.manager.next", chief.name),
                visit.fact("people.ssin", visit.number(chief.ssin, of: chief.id, as: role, on: .managerSummary), mono: true),
            ],
            explanation: visit.say("qualities.manager.effect", ["former": former.name, "next": chief.name]),
            action: Address.qualityManager(try visit.thisEntity().number, quality.id), carried: visit.form.carried,
            confirm: visit.say("parts.confirm"))
        return try visit.page(model, title: visit.say("qualities.manager.confirmTitle"), crumbs: crumbs(visit))
    }

    static func done(_ visit: Visit, _ asked: Void, _ plan: Plan) throws -> Response { try replaced(visit, plan.acts.first?.subject) }

    /// The same summary confirmed twice: it is done.
    static func outcome(of error: any Error, _ asked: Void, _ visit: Visit) throws -> WizardOutcome? {
        error as? Refusal == .alreadyManager ? .done(try replaced(visit, nil)) : nil
    }

    private static func replaced(_ visit: Visit, _ manager: Person.ID?) throws -> Response {
        visit.redirect(
            to: Address.quality(try visit.thisEntity().number, try visit.thisQuality().id), notice: "managerReplaced", about: manager?.rawValue
        )
    }

    static func form(_ visit: Visit, _ typed: Form?, _ invalid: Invalid?, _ refusal: Refusal?) async throws -> Response {
        try await number.page(visit, invalid: invalid, refusal: refusal, question: question)
    }

    /// Who manages today, and who will.
    private static func question(_ visit: Visit, _ fields: Fields) async throws -> NewUserPage.Question {
        let quality = try visit.thisQuality()
        let (manager, isAppointed) = try await visit.house.read { tx in
            (try tx.managing(quality).flatMap { try tx.person($0) }, try tx.appointedManager(of: quality.id) != nil)
        }
        let chief = visit.say(visit.acting?.role == .chief ? "qualities.manager.myself" : "qualities.manager.chief")
        let own = Fields(visit, fields.form, fields.invalid, texts: "qualities.manager")
        return NewUserPage.Question(
            lead: manager?.id == visit.person?.id
                ? visit.say("qualities.manager.yourself") : visit.say("qualities.manager.current", ["name": manager?.name ?? ""]),
            // The chief manages already while nobody is appointed.
            who: isAppointed
                ? own.radios("who", [("chief", chief, nil), ("other", visit.say("qualities.manager.other"), nil)], preset: "other") : nil)
    }

    private static func crumbs(_ visit: Visit) -> [Crumb] { visit.crumbs([Crumb(visit.say("qualities.manager.title"))]) }
}

/// What confirming changes in a quality.
struct QualitySummaryModel: PageModel {
    static let template = "qualities/summary"

    let facts: [Fact]
    /// The heading over them.
    var heading: String?
    let explanation: String
    let action: String
    let carried: [HiddenValue]
    let confirm: String
}
