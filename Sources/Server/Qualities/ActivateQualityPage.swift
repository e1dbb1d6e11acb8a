import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Activating a quality (MISSION M3): only domains that the register entitles the entity to, under the identifier that the register knows there; its
/// e-mail address; managed by the chief ("myself"), or by an access manager named by national number. A summary first.
enum ActivateQualityPage: Wizard {
    /// What is to be activated, read from the form.
    struct Asked: Sendable {
        let domain: AccessDomain
        let identifier: DomainIdentifier
        let email: EmailAddress
        /// Nil when the chief manages.
        let manager: NamedPerson?
    }

    static func read(_ visit: Visit) async throws -> Asked {
        let entity = try visit.thisEntity()
        let entitlements = try await visit.house.read { tx in try tx.entitlements(of: entity.id) }
        var reader = FormReader(visit.form)
        let domain = reader.choice("domain") { code in visit.house.catalogue[.init(rawValue: code)].flatMap { entitlements.entitle($0) ? $0 : nil } }
        let identifier = domain.flatMap { reader.identifier(in: $0, of: entity, entitlements) }
        let email = reader.required("email", EmailAddress.init)
        let other = reader.choice("who") { ["myself": false, "other": true][$0] } ?? false
        let manager = other ? NamedPerson(&reader) : nil
        try reader.finish()
        guard let domain, let identifier, let email else { throw Refusal.notEntitled }
        if let manager { try await visit.lookUp(manager.ssin) }
        return Asked(domain: domain, identifier: identifier, email: email, manager: manager)
    }

    static func operation(_ asked: Asked, _ step: Step, _ visit: Visit) throws -> ActivateQuality {
        ActivateQuality(
            entity: try visit.thisEntity().id, domain: asked.domain, identifier: asked.identifier, email: asked.email, manager: asked.manager,
            language: visit.language)
    }

    static func summary(_ visit: Visit, _ asked: Asked, _ preview: Preview, isStale: Bool) async throws -> Response {
        let entity = try visit.thisEntity()
        let chief = try await visit.house.read { tx in try tx.chief(of: entity.id).flatMap { try tx.person($0.assignment.person) } }
        let facts = [
            visit.fact("qualities.activate.domain", asked.domain.labels[visit.language] ?? asked.domain.code.rawValue),
            visit.fact("identifiers.\(asked.domain.identifier.rawValue)", asked.identifier.formatted, mono: true),
            visit.fact("qualities.email", asked.email.text),
            visit.fact("roles.manager", (preview.beginning(.manager) ?? chief)?.name ?? ""),
            visit.fact("qualities.applications", asked.domain.applications.map(visit.label).joined(separator: " · ")),
        ]
        let model = QualitySummaryModel(
            facts: facts, heading: visit.say("qualities.details"), explanation: visit.say("qualities.activate.effect"),
            action: Address.activateQuality(entity.number),
            carried: visit.form.carried, confirm: visit.say("parts.confirm"))
        return try visit.page(model, title: visit.say("qualities.activate.confirmTitle"), crumbs: crumbs(visit))
    }

    static func done(_ visit: Visit, _ asked: Asked, _ plan: Plan) throws -> Response {
        guard let quality = plan.opened(Quality.self) else { throw NotFound() }
        return try activated(quality, visit)
    }

    /// The same summary confirmed twice: what was asked for is there.
    static func outcome(of error: any Error, _ asked: Asked, _ visit: Visit) async throws -> WizardOutcome? {
        guard error as? Refusal == .qualityAlreadyActive else { return nil }
        let entity = try visit.thisEntity().id
        let qualities = try await visit.house.read { tx in try tx.qualities(of: entity) }
        return try qualities.first { $0.domain == asked.domain.code && $0.identifier == asked.identifier.stored }.map {
            .done(try activated($0, visit))
        }
    }

    private static func activated(_ quality: Quality, _ visit: Visit) throws -> Response {
        visit.redirect(
            to: Address.quality(try visit.thisEntity().number, quality.id), notice: "qualityActivated", about: quality.id.rawValue)
    }

    static func form(_ visit: Visit, _ typed: Form?, _ invalid: Invalid?, _ refusal: Refusal?) async throws -> Response {
        let (entity, typed) = (try visit.thisEntity(), typed ?? Form())
        let (entitlements, active) = try await visit.house.read { tx in (try tx.entitlements(of: entity.id), try tx.qualities(of: entity.id)) }
        let left = entitlements.filter { entitlement in
            visit.house.catalogue[entitlement.domain] != nil
                && !active.contains { $0.domain == entitlement.domain && $0.identifier == entitlement.identifier }
        }
        let fields = Fields(visit, typed, invalid, texts: "qualities.activate")
        let nothing = EmptyList(title: visit.say("qualities.activate.nothingTitle"), text: visit.say("qualities.activate.nothing"))
        let model = ActivateQualityModel(
            errors: fields.errors, refusal: try await visit.refusalModel(refusal), empty: left.isEmpty ? nothing : nil,
            choose: left.isEmpty ? nil : choose(left, fields, visit), action: Address.activateQuality(entity.number),
            back: Address.entity(entity.number))
        let status: HTTPResponse.Status = invalid == nil && refusal == nil ? .ok : .unprocessableContent
        return try visit.page(model, title: visit.say("qualities.activate.title"), crumbs: crumbs(visit), status: status)
    }

    private static func choose(_ left: [Entitlement], _ fields: Fields, _ visit: Visit) -> ActivateQualityModel.Choose {
        let domains = visit.house.catalogue.domains.filter { domain in left.contains { $0.domain == domain.code } }
        return ActivateQualityModel.Choose(
            domain: fields.radios(
                "domain", domains.map { ($0.code.rawValue, visit.label(of: $0.code), visit.say("identifiers.\($0.identifier.rawValue)")) },
                required: true,
                // There is nothing to choose.
                preset: domains.count == 1 ? domains.first?.code.rawValue : nil),
            identifier: domains.contains { $0.identifier != .enterprise } ? fields.field("identifier", inputmode: "numeric") : nil,
            email: fields.email("email", required: true, autocomplete: "email"),
            who: fields.radios(
                "who",
                [
                    ("myself", visit.say(visit.acting?.role == .chief ? "qualities.activate.myself" : "qualities.activate.chief"), nil),
                    ("other", visit.say("qualities.activate.other"), nil),
                ], preset: "myself"),
            person: NamedPerson.fields(Fields(visit, fields.form, fields.invalid, texts: "people")))
    }

    private static func crumbs(_ visit: Visit) -> [Crumb] { visit.crumbs([Crumb(visit.say("qualities.activate.title"))]) }
}

extension [Entitlement] {
    fileprivate func entitle(_ domain: AccessDomain) -> Bool { contains { $0.domain == domain.code } }
}

extension FormReader {
    /// What was typed, when the register knows it for the entity in that domain. Nobody is asked for the enterprise number.
    fileprivate mutating func identifier(in domain: AccessDomain, of entity: Entity, _ entitlements: [Entitlement]) -> DomainIdentifier? {
        func parse(_ text: String) throws(InvalidIdentifier) -> DomainIdentifier {
            try DomainIdentifier.parse(text, kind: domain.identifier, entity: entity.number)
        }
        let read = domain.identifier == .enterprise ? try? parse("") : required("identifier", parse)
        guard let read else { return nil }
        guard entitlements.contains(where: { $0.domain == domain.code && $0.identifier == read.stored }) else {
            add("identifier", "notInRegister")
            return nil
        }
        return read
    }
}

struct ActivateQualityModel: PageModel {
    static let template = "qualities/activate"

    struct Choose: Codable, Sendable {
        let domain: Choices
        /// Nil where every domain goes by the enterprise number.
        let identifier: Field?
        let email: Field
        let who: Choices
        let person: [Field]
    }

    let errors: [FieldError]
    let refusal: RefusalModel?
    /// Nothing is left to activate.
    let empty: EmptyList?
    let choose: Choose?
    let action: String
    let back: String
}
