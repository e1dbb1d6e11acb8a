import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The details of a quality, and of them its e-mail address to be changed (MISSION M14).
enum QualityContactPage {
    static func ask(_ visit: Visit) async throws -> Response { try await page(visit, nil) }

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
            return try await page(visit, Edit(ChangeQualityContact.fields, typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try await page(visit, Edit(ChangeQualityContact.fields, typed: visit.form, changed))
        }
    }

    /// - Parameter typed: nil where what is kept is shown.
    private static func page(_ visit: Visit, _ typed: Edit?) async throws -> Response {
        let (number, quality, domain) = (try visit.thisEntity().number, try visit.thisQuality(), try visit.thisDomain())
        let (read, others) = try await visit.house.readConfirmed { tx in
            (
                email: try tx.email(of: quality.id), activatedAt: try tx.activation(of: quality.id),
                manager: try tx.roleHolders([tx.appointedManager(of: quality.id) ?? tx.chief(of: quality.entity)].compactMap(\.self)).first
            )
        } shown: {
            [$0.manager?.holding.row].compactMap(\.self)
        }
        let edit = typed ?? Edit(ChangeQualityContact.fields, of: ChangeQualityContact.form(read.email))
        let activated = read.activatedAt.map(visit.instant) ?? visit.say("users.none")
        let fields = Fields(visit, edit.form, edit.invalid, texts: "qualities")
        let model = ContactModel(
            errors: fields.errors, meanwhile: edit.meanwhile(fields), action: Address.qualityContact(number, quality.id), was: edit.was,
            heading: visit.say("qualities.details"),
            facts: [
                visit.fact("users.type", visit.label(of: quality.domain)),
                visit.fact("identifiers.\(domain.identifier.rawValue)", visit.identifier(of: quality), mono: true),
                visit.fact("qualities.activated", activated),
            ], fields: [fields.email("email", required: true, autocomplete: "email")],
            head: read.manager.flatMap { others.contains($0.holding.row) ? nil : visit.head($0, as: .manager) },
            applications: domain.applications.map { .init(label: visit.label($0), since: activated) }, back: Address.quality(number, quality.id))
        return try visit.page(
            model, title: visit.say("qualities.contactTitle"), crumbs: visit.crumbs([Crumb(visit.say("qualities.contactTitle"))]), status: edit.status
        )
    }
}
