import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The details of the entity, and of them its e-mail address and telephone to be changed: they are kept here, not in the company register (MISSION M4).
enum EntityContactPage {
    static func ask(_ visit: Visit) async throws -> Response { try await page(visit, nil) }

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
            return try await page(visit, Edit(ChangeEntityContact.fields, typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try await page(visit, Edit(ChangeEntityContact.fields, typed: visit.form, changed))
        }
    }

    /// - Parameter typed: nil where what is kept is shown.
    private static func page(_ visit: Visit, _ typed: Edit?) async throws -> Response {
        let entity = try visit.thisEntity()
        let (read, others) = try await visit.house.readConfirmed { tx in
            (
                contact: try tx.contact(of: entity.id), registeredAt: try tx.registrationDate(of: entity.id),
                chief: try tx.roleHolders([tx.chief(of: entity.id)].compactMap(\.self)).first
            )
        } shown: {
            [$0.chief?.holding.row].compactMap(\.self)
        }
        let edit = typed ?? Edit(ChangeEntityContact.fields, of: ChangeEntityContact.form(read.contact))
        let fields = Fields(visit, edit.form, edit.invalid, texts: "entities")
        let facts = [
            visit.fact("entities.name", entity.name), visit.fact("designation.facts.number", entity.number.formatted, mono: true),
            read.registeredAt.map { visit.fact("entities.created", visit.instant($0)) },
        ]
        let model = ContactModel(
            errors: fields.errors, meanwhile: edit.meanwhile(fields), action: Address.entityContact(entity.number), was: edit.was,
            heading: visit.say("entities.details"), facts: facts.compactMap(\.self),
            fields: [
                fields.email("email", required: true, autocomplete: "email"),
                fields.field("phone", type: "tel", autocomplete: "tel"),
            ], head: read.chief.flatMap { others.contains($0.holding.row) ? nil : visit.head($0, as: .chief) }, applications: [],
            back: Address.entity(entity.number))
        return try visit.page(
            model, title: visit.say("entities.contactTitle"), crumbs: visit.crumbs([Crumb(visit.say("entities.contactTitle"))]), status: edit.status)
    }
}
