import Foundation
import Hummingbird
import Rules
import Storage

/// The e-mail address of a quality (MISSION M14).
enum QualityContactPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let quality = try visit.thisQuality()
        let email = try await visit.house.read { tx in try tx.email(of: quality.id) }
        return try page(visit, Edit(fields, of: form(email)))
    }

    private static let fields = ["email"]

    private static func form(_ email: EmailAddress?) -> Form { Form(["email": [email?.text ?? ""]]) }

    static func save(_ visit: Visit) async throws -> Response {
        do {
            var reader = FormReader(visit.form)
            let email = reader.required("email", EmailAddress.init)
            try reader.finish()
            let (entity, quality, sealer) = (try visit.thisEntity(), try visit.thisQuality(), visit.house.sealer)
            try await visit.enact { tx, occasion in
                let former = try tx.email(of: quality.id)
                try visit.form.check(fields, against: form(former)) {
                    try tx.lastChange(.qualityContactChanged, in: entity.id, quality: quality.id, sealer)
                }
                try tx.enact(try quality.contactChanged(on: occasion))
                try tx.save(email: email, of: quality.id)
                let name = "\(entity.name) – \(visit.label(of: quality.domain))"
                try tx.tellContact(formerly: former, now: email, of: quality.id, called: name, visit)
            }
            return visit.redirect(to: Address.quality(entity.number.digits, quality.id), notice: "qualityContactChanged", about: quality.id.rawValue)
        } catch let invalid as Invalid {
            return try page(visit, Edit(fields, typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try page(visit, Edit(fields, typed: visit.form, changed))
        }
    }

    private static func page(_ visit: Visit, _ edit: Edit) throws -> Response {
        let (digits, quality) = (try visit.thisEntity().number.digits, try visit.thisQuality())
        let fields = Fields(visit, edit.form, edit.invalid, texts: "qualities")
        let model: [String: Any] = [
            "errors": fields.errors, "action": Address.qualityContact(digits, quality.id), "back": Address.quality(digits, quality.id),
            "fields": [fields.email("email", required: true, autocomplete: "email")],
        ]
        return try visit.page(
            "entities/contact", title: visit.say("qualities.contactTitle"), model.merging(edit.model(fields)) { $1 },
            crumbs: visit.crumbs([Crumb(visit.say("qualities.contactTitle"))]), status: edit.status)
    }
}
