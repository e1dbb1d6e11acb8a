import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The e-mail address of a quality (MISSION M14).
enum QualityContactPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let quality = try visit.thisQuality()
        let email = try await visit.house.read { tx in try tx.email(of: quality.id) }
        return try page(visit, Edit(ChangeQualityContact.fields, of: ChangeQualityContact.form(email)))
    }

    static func save(_ visit: Visit) async throws -> Response {
        do {
            var reader = FormReader(visit.form)
            let email = reader.required("email", EmailAddress.init)
            try reader.finish()
            let quality = try visit.thisQuality()
            try await visit.perform(
                ChangeQualityContact(quality: quality, email: email, seen: visit.form.seen(ChangeQualityContact.fields), language: visit.language))
            return visit.redirect(
                to: Address.quality(try visit.thisEntity().number, quality.id), notice: "qualityContactChanged", about: quality.id.rawValue)
        } catch let invalid as Invalid {
            return try page(visit, Edit(ChangeQualityContact.fields, typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try page(visit, Edit(ChangeQualityContact.fields, typed: visit.form, changed))
        }
    }

    private static func page(_ visit: Visit, _ edit: Edit) throws -> Response {
        let (number, quality) = (try visit.thisEntity().number, try visit.thisQuality())
        let fields = Fields(visit, edit.form, edit.invalid, texts: "qualities")
        let model = ContactModel(
            errors: fields.errors, meanwhile: edit.meanwhile(fields), action: Address.qualityContact(number, quality.id), was: edit.was,
            fields: [fields.email("email", required: true, autocomplete: "email")], back: Address.quality(number, quality.id))
        return try visit.page(
            model, title: visit.say("qualities.contactTitle"), crumbs: visit.crumbs([Crumb(visit.say("qualities.contactTitle"))]), status: edit.status
        )
    }
}
