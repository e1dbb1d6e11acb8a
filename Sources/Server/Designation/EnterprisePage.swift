import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The first step: for which enterprise? The company register says at once whether the reader may (MISSION D1, S5).
enum EnterprisePage {
    static func ask(_ visit: Visit) async throws -> Response { try await page(visit, form: visit.query) }

    static func check(_ visit: Visit) async throws -> Response {
        var reader = FormReader(visit.form)
        let number = reader.required("number", EnterpriseNumber.init)
        guard let number else { return try await page(visit, form: visit.form, invalid: reader.invalid) }
        let (me, now) = (try visit.signedIn().person.id, visit.now)
        let eligibility = try await visit.house.read { tx in try tx.eligibility(of: me, in: number, at: now) }
        guard eligibility.refusal == nil else { return try await page(visit, form: visit.form, eligibility: eligibility) }
        guard !visit.form.isShownAgain else { return try await page(visit, form: visit.form, invalid: reader.invalid) }
        return visit.redirect(to: Address.designationForm(number))
    }

    private static func page(_ visit: Visit, form: Form, invalid: Invalid? = nil, eligibility: Eligibility? = nil) async throws -> Response {
        let fields = Fields(visit, form, invalid, texts: "designation.enterprise")
        let model = EnterpriseModel(
            steps: visit.steps(.enterprise), errors: fields.errors, refusal: try await visit.refusalModel(eligibility?.refusal),
            action: Address.designation(), number: fields.field("number", required: true, inputmode: "numeric"),
            register: eligibility.flatMap { found in found.entity.map { register($0, found.representatives, visit) } })
        return try visit.page(
            model, title: visit.say("designation.title"), crumbs: visit.designationCrumbs(),
            status: invalid == nil && eligibility == nil ? .ok : .unprocessableContent)
    }

    /// Whom the register knows as representatives: they can do what the reader cannot.
    private static func register(_ entity: Entity, _ representatives: [Representative], _ visit: Visit) -> EnterpriseModel.Register {
        let texts = visit.house.pages.texts
        return EnterpriseModel.Register(
            title: visit.say("designation.register.title", ["entity": entity.name]), none: representatives.isEmpty,
            people: representatives.map { representative in
                let values = [
                    "function": visit.say("functions.\(representative.kind.rawValue)"),
                    "date": Formats.day(representative.since, in: visit.language, texts),
                ]
                return EnterpriseModel.Representative(name: representative.name, function: visit.say("designation.register.held", values))
            })
    }
}

struct EnterpriseModel: PageModel {
    static let template = "designation/enterprise"

    /// Whom the company register knows as representatives.
    struct Register: Codable, Sendable {
        let title: String
        let none: Bool
        let people: [Representative]
    }

    struct Representative: Codable, Sendable {
        let name: String
        let function: String
    }

    let steps: [FormStep]
    let errors: [FieldError]
    let refusal: RefusalModel?
    let action: String
    let number: Field
    /// Nil where the number leads to no entity, or the reader may.
    let register: Register?
}
