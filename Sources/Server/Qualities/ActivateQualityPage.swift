import Foundation
import Hummingbird
import Rules
import Storage

/// Activating a quality (MISSION M3): only domains that the register entitles the entity to; its e-mail address; managed by the chief ("myself"),
/// or by an access manager named by national number. A summary first.
enum ActivateQualityPage {
    static func ask(_ visit: Visit) async throws -> Response {
        try await visit.resuming(
            { typed in
                try await told(typed) { wish in
                    Step.pressed(in: typed.form) == .correct ? try await form(typed, typed.form) : try await summary(typed, wish)
                }
            }, otherwise: { try await form(visit, Form()) })
    }

    static func activate(_ visit: Visit) async throws -> Response {
        try await told(visit) { wish in
            Step.pressed(in: visit.form) == .confirm ? try await confirm(visit, wish) : try await visit.shown()
        }
    }

    /// What stands in the way is told beside the form.
    private static func told(_ visit: Visit, _ step: (Wish) async throws -> Response) async throws -> Response {
        do { return try await step(try await read(visit)) } catch let invalid as Invalid {
            return try await form(visit, visit.form, invalid)
        } catch let refusal as Refusal {
            return try await form(visit, visit.form, refusal: refusal)
        }
    }

    /// What is to be activated, read from the form.
    private struct Wish: Sendable {
        let domain: AccessDomain
        let identifier: DomainIdentifier
        let email: EmailAddress
        /// Nil when the chief manages.
        let manager: NamedPerson?
    }

    private static func read(_ visit: Visit) async throws -> Wish {
        let entity = try visit.thisEntity()
        let choices = try await visit.house.read { tx in try tx.entitlements(of: entity.id) }
        var reader = FormReader(visit.form)
        let entitlement = reader.choice("domain") { code in choices.first { code == Self.code($0) } }
        let email = reader.required("email", EmailAddress.init)
        let other = reader.choice("who") { ["myself": false, "other": true][$0] } ?? false
        let manager = other ? NamedPerson(&reader) : nil
        try reader.finish()
        guard let entitlement, let email, let domain = visit.house.catalogue[entitlement.domain] else { throw Refusal.notEntitled }
        if let manager { try await visit.lookUp(manager.ssin) }
        let identifier = try DomainIdentifier.parse(entitlement.identifier, kind: domain.identifier, entity: entity.number)
        return Wish(domain: domain, identifier: identifier, email: email, manager: manager)
    }

    private static func operation(_ visit: Visit, _ wish: Wish) throws -> ActivateQuality {
        ActivateQuality(
            entity: try visit.thisEntity().id, domain: wish.domain, identifier: wish.identifier, email: wish.email, manager: wish.manager,
            language: visit.language)
    }

    private static func summary(_ visit: Visit, _ wish: Wish) async throws -> Response {
        let entity = try visit.thisEntity()
        // The rule is asked now, so that the summary never promises what will be refused.
        let preview = try await visit.preview(operation(visit, wish))
        let chief = try await visit.house.read { tx in try tx.chief(of: entity.id).flatMap { try tx.person($0.assignment.person) } }
        let facts: [[String: Any]] = [
            ["label": visit.say("qualities.activate.domain"), "value": wish.domain.labels[visit.language] ?? wish.domain.code],
            ["label": visit.say("identifiers.\(wish.domain.identifier.rawValue)"), "value": wish.identifier.formatted, "mono": true],
            ["label": visit.say("qualities.email"), "value": wish.email.text],
            ["label": visit.say("roles.manager"), "value": (preview.beginning(.manager) ?? chief)?.name ?? ""],
        ]
        let model: [String: Any] = [
            "facts": facts, "carried": visit.form.carried, "action": Address.activateQuality(entity.number.digits),
            "confirm": visit.say("parts.confirm"),
            "explanation": visit.say("qualities.activate.effect"),
        ]
        return try visit.page("qualities/summary", title: visit.say("qualities.activate.confirmTitle"), model, crumbs: crumbs(visit))
    }

    private static func confirm(_ visit: Visit, _ wish: Wish) async throws -> Response {
        let entity = try visit.thisEntity()
        do {
            guard let quality = try await visit.perform(operation(visit, wish)).opened(Quality.self) else { throw NotFound() }
            return visit.redirect(to: Address.quality(entity.number.digits, quality.id), notice: "qualityActivated", about: quality.id.rawValue)
        } catch Refusal.qualityAlreadyActive {
            // The same summary confirmed twice: what was asked for is there.
            let qualities = try await visit.house.read { tx in try tx.qualities(of: entity.id) }
            guard let quality = qualities.first(where: { $0.domain == wish.domain.code && $0.identifier == wish.identifier.stored }) else {
                throw NotFound()
            }
            return visit.redirect(to: Address.quality(entity.number.digits, quality.id), notice: "qualityActivated", about: quality.id.rawValue)
        }
    }

    private static func form(_ visit: Visit, _ typed: Form, _ invalid: Invalid? = nil, refusal: Refusal? = nil) async throws -> Response {
        let entity = try visit.thisEntity()
        let (entitlements, active) = try await visit.house.read { tx in (try tx.entitlements(of: entity.id), try tx.qualities(of: entity.id)) }
        let left = entitlements.filter { entitlement in
            visit.house.catalogue[entitlement.domain] != nil
                && !active.contains { $0.domain == entitlement.domain && $0.identifier == entitlement.identifier }
        }
        let fields = Fields(visit, typed, invalid, texts: "qualities.activate")
        var model: [String: Any] = [
            "errors": fields.errors, "action": Address.activateQuality(entity.number.digits), "back": Address.entity(entity.number.digits),
        ]
        if let refusal { model["refusal"] = try await visit.told(refusal) }
        if left.isEmpty {
            model["empty"] = ["title": visit.say("qualities.activate.nothingTitle"), "text": visit.say("qualities.activate.nothing")]
        } else {
            model["choose"] =
                [
                    "domain": fields.radios(
                        "domain", left.map { (Self.code($0), visit.label(of: $0.domain), Self.hint($0, visit)) }, required: true,
                        // There is nothing to choose.
                        preset: left.count == 1 ? left.first.map(Self.code) : nil),
                    "email": fields.email("email", required: true, autocomplete: "email"),
                    "who": fields.radios(
                        "who",
                        [
                            ("myself", visit.say(visit.acting?.role == .chief ? "qualities.activate.myself" : "qualities.activate.chief"), nil),
                            ("other", visit.say("qualities.activate.other"), nil),
                        ], preset: "myself"),
                    "person": NamedPerson.fields(Fields(visit, typed, invalid, texts: "people")),
                ] as [String: Any]
        }
        let status: HTTPResponse.Status = invalid == nil && refusal == nil ? .ok : .unprocessableContent
        return try visit.page("qualities/activate", title: visit.say("qualities.activate.title"), model, crumbs: crumbs(visit), status: status)
    }

    private static func code(_ entitlement: Entitlement) -> String { "\(entitlement.domain) \(entitlement.identifier)" }

    private static func hint(_ entitlement: Entitlement, _ visit: Visit) -> String? {
        visit.house.catalogue[entitlement.domain].map {
            "\(visit.say("identifiers.\($0.identifier.rawValue)")) \(DomainIdentifier.format(entitlement.identifier, kind: $0.identifier))"
        }
    }

    private static func crumbs(_ visit: Visit) -> [Crumb] { visit.crumbs([Crumb(visit.say("qualities.activate.title"))]) }
}
