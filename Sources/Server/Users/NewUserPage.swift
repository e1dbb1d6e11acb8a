import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The national number of whoever is to be registered: it says whether they may be, before anything else is asked (MISSION M5, M7, M8, M10).
struct NewUserPage: Sendable {
    let role: Role

    func ask(_ visit: Visit) async throws -> Response { try await page(visit) }

    func check(_ visit: Visit) async throws -> Response { try await check(visit, question: nil) }

    func check(_ visit: Visit, question: Asking?) async throws -> Response {
        do {
            var reader = FormReader(visit.form)
            let ssin = reader.required("ssin", SSIN.init)
            try reader.finish()
            guard let ssin else { throw NotFound() }
            try await visit.lookUp(ssin)
            let (standing, occasion) = (try visit.standing(role), try visit.occasion())
            _ = try await visit.house.read { tx in try tx.registrant(ssin, as: standing, on: occasion) }
            let ticket = NewUserTicket(draft: occasion.newKey(), ssin: ssin)
            let form = try visit.here(.form(ticket.sealed(as: role, for: visit)), as: role)
            let colleague = role == .user ? try await visit.colleague() : nil
            return visit.redirect(to: colleague.map { Colleague.address(form, $0.id) } ?? form)
        } catch let invalid as Invalid {
            return try await page(visit, invalid: invalid, question: question)
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal, question: question)
        }
    }

    /// - Parameter question: what is asked besides the number.
    func page(_ visit: Visit, invalid: Invalid? = nil, refusal: Refusal? = nil, question: Asking? = nil) async throws -> Response {
        let fields = Fields(visit, visit.form, invalid, texts: "users.form")
        let (title, question) = (visit.registrationTitle(role), try await question?(visit, fields))
        let colleague = role == .user ? try await visit.colleague() : nil
        let model = NewUserModel(
            steps: visit.registrationSteps(0, as: role), place: try visit.placeName(), lead: question?.lead ?? lead(visit), errors: fields.errors,
            refusal: try await visit.refusalModel(refusal), action: try visit.here(.number, as: role),
            like: colleague.map { HiddenValue(name: Colleague.field, value: "\($0.id)") },
            likeNote: colleague.map { visit.say("users.form.like", ["name": $0.person.name]) }, who: question?.who,
            ssin: fields.field("ssin", required: true, autocomplete: "off", inputmode: "numeric"),
            actions: visit.actions(visit.say("users.next"), back: try visit.home(ofRegistrationsAs: role)))
        return try visit.page(
            model, title: title, crumbs: try visit.registrationCrumbs(role, title),
            status: invalid == nil && refusal == nil ? .ok : .unprocessableContent)
    }

    /// What they will do; of a user the form says it.
    private func lead(_ visit: Visit) -> String? { role == .user ? nil : visit.say("explanation", of: role) }

    /// What a page asks that registers somebody among other choices.
    struct Question: Sendable {
        let lead: String
        let who: Choices?
    }

    typealias Asking = (Visit, Fields) async throws -> Question
}

struct NewUserModel: PageModel {
    static let template = "users/new"

    let steps: [FormStep]
    let place: String
    /// What it leads to, or how things are now.
    let lead: String?
    let errors: [FieldError]
    let refusal: RefusalModel?
    let action: String
    /// Whose applications they are to get too.
    let like: HiddenValue?
    let likeNote: String?
    /// Nil where it can only be somebody named by number.
    let who: Choices?
    let ssin: Field
    let actions: Actions
}
