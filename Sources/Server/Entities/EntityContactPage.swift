import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The entity's e-mail address and telephone: kept here, not in the company register (MISSION M4).
enum EntityContactPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let entity = try visit.thisEntity()
        let contact = try await visit.house.read { tx in try tx.contact(of: entity.id) }
        return try page(visit, Edit(ChangeEntityContact.fields, of: ChangeEntityContact.form(contact)))
    }

    static func save(_ visit: Visit) async throws -> Response {
        do {
            var reader = FormReader(visit.form)
            let contact = EntityContact(
                email: reader.required("email", EmailAddress.init), phone: reader.optional("phone", PhoneNumber.init))
            try reader.finish()
            let entity = try visit.thisEntity()
            try await visit.perform(
                ChangeEntityContact(entity: entity, contact: contact, seen: visit.form.seen(ChangeEntityContact.fields), language: visit.language))
            return visit.redirect(to: Address.entity(entity.number), notice: "entityContactChanged", about: entity.id.rawValue)
        } catch let invalid as Invalid {
            return try page(visit, Edit(ChangeEntityContact.fields, typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try page(visit, Edit(ChangeEntityContact.fields, typed: visit.form, changed))
        }
    }

    private static func page(_ visit: Visit, _ edit: Edit) throws -> Response {
        let (entity, fields) = (try visit.thisEntity(), Fields(visit, edit.form, edit.invalid, texts: "entities"))
        let model = ContactModel(
            errors: fields.errors, meanwhile: edit.meanwhile(fields), action: Address.entityContact(entity.number), was: edit.was,
            fields: [
                fields.email("email", required: true, autocomplete: "email"),
                fields.field("phone", type: "tel", autocomplete: "tel"),
            ], back: Address.entity(entity.number))
        return try visit.page(
            model, title: visit.say("entities.contactTitle"), crumbs: visit.crumbs([Crumb(visit.say("entities.contactTitle"))]), status: edit.status)
    }
}

/// How an entity, or one of its qualities, is reached.
struct ContactModel: PageModel {
    static let template = "entities/contact"

    let errors: [FieldError]
    let meanwhile: MeanwhileModel?
    let action: String
    let was: [HiddenValue]
    let fields: [Field]
    let back: String
}
