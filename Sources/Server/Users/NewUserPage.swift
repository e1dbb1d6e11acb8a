import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The national number of the user to add: it says whether they may be, before anything else is asked (MISSION M10).
enum NewUserPage {
    static func ask(_ visit: Visit) async throws -> Response { try await page(visit) }

    static func check(_ visit: Visit) async throws -> Response {
        do {
            var reader = FormReader(visit.form)
            let ssin = reader.required("ssin", SSIN.init)
            try reader.finish()
            guard let ssin else { throw NotFound() }
            try await visit.lookUp(ssin)
            let (quality, occasion) = (try visit.thisQuality(), try visit.occasion())
            _ = try await visit.house.read { tx in try tx.registrant(ssin, in: quality, on: occasion) }
            let ticket = NewUserTicket(draft: occasion.newKey(), ssin: ssin)
            return visit.redirect(to: try visit.here(.newUserForm, ticket.sealed(for: visit)))
        } catch let invalid as Invalid {
            return try await page(visit, invalid: invalid)
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal)
        }
    }

    private static func page(_ visit: Visit, invalid: Invalid? = nil, refusal: Refusal? = nil) async throws -> Response {
        let fields = Fields(visit, visit.form, invalid, texts: "users.form")
        let model = NewUserModel(
            steps: visit.registrationSteps(0), quality: try visit.qualityName(), errors: fields.errors,
            refusal: try await visit.refusalModel(refusal), action: try visit.here(.newUser),
            ssin: fields.field("ssin", required: true, autocomplete: "off", inputmode: "numeric"),
            actions: visit.actions(visit.say("users.next"), back: try visit.here(.users)))
        return try visit.page(
            model, title: visit.say("users.registration"), crumbs: try visit.userCrumbs(Crumb(visit.say("users.registration"))),
            status: invalid == nil && refusal == nil ? .ok : .unprocessableContent)
    }
}

struct NewUserModel: PageModel {
    static let template = "users/new"

    let steps: [FormStep]
    let quality: String
    let errors: [FieldError]
    let refusal: RefusalModel?
    let action: String
    let ssin: Field
    let actions: Actions
}

extension Visit {
    /// Where in the registration: the number, the data, the confirmation.
    func registrationSteps(_ current: Int) -> [FormStep] {
        [say("users.steps.number"), say("users.steps.data"), say("users.steps.confirmation")].enumerated().map { index, label in
            FormStep(label: label, done: index < current, current: index == current)
        }
    }
}
