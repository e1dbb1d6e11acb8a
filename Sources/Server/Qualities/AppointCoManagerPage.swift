import Foundation
import Hummingbird
import Rules
import Storage

/// Appointing a co-access manager by national number (MISSION M8). A summary says what will change.
enum AppointCoManagerPage {
    static func ask(_ visit: Visit) async throws -> Response {
        try await visit.resuming(
            { typed in
                try await told(typed) { named in
                    Step.pressed(in: typed.form) == .correct ? try await form(typed, typed.form) : try await summary(typed, named)
                }
            }, otherwise: { try await form(visit, Form()) })
    }

    static func appoint(_ visit: Visit) async throws -> Response {
        try await told(visit) { named in
            Step.pressed(in: visit.form) == .confirm ? try await confirm(visit, named) : try await visit.shown()
        }
    }

    /// What stands in the way is told beside the form.
    private static func told(_ visit: Visit, _ step: (NamedPerson) async throws -> Response) async throws -> Response {
        do {
            var reader = FormReader(visit.form)
            let named = NamedPerson(&reader)
            try reader.finish()
            guard let named else { throw Refusal.personUnknown }
            try await visit.lookUp(named.ssin)
            return try await step(named)
        } catch let invalid as Invalid {
            return try await form(visit, visit.form, invalid)
        } catch let refusal as Refusal {
            return try await form(visit, visit.form, refusal: refusal)
        }
    }

    private static func operation(_ visit: Visit, _ named: NamedPerson) throws -> AppointCoManager {
        AppointCoManager(quality: try visit.thisQuality(), person: named, language: visit.language)
    }

    private static func summary(_ visit: Visit, _ named: NamedPerson) async throws -> Response {
        guard let person = try await visit.preview(operation(visit, named)).beginning(.coManager) else { throw NotFound() }
        let model: [String: Any] = [
            "facts": [
                ["label": visit.say("roles.co-manager"), "value": person.name],
                ["label": visit.say("people.ssin"), "value": person.ssin.formatted, "mono": true],
            ] as [[String: Any]],
            "carried": visit.form.carried, "action": Address.coManagers(try visit.thisEntity().number.digits, try visit.thisQuality().id),
            "confirm": visit.say("parts.confirm"), "explanation": visit.say("qualities.coManagers.effect", ["name": person.name]),
        ]
        return try visit.page("qualities/summary", title: visit.say("qualities.coManagers.confirmTitle"), model, crumbs: crumbs(visit))
    }

    private static func confirm(_ visit: Visit, _ named: NamedPerson) async throws -> Response {
        let back = Address.quality(try visit.thisEntity().number.digits, try visit.thisQuality().id)
        do {
            let appointed = try await visit.perform(operation(visit, named)).opened(Assignment.self)
            return visit.redirect(to: back, notice: "coManagerAppointed", about: appointed?.person.rawValue)
        } catch Refusal.alreadyCoManager {
            // The same summary confirmed twice: it is done.
            return visit.redirect(to: back, notice: "coManagerAppointed")
        }
    }

    private static func form(_ visit: Visit, _ typed: Form, _ invalid: Invalid? = nil, refusal: Refusal? = nil) async throws -> Response {
        let (digits, quality) = (try visit.thisEntity().number.digits, try visit.thisQuality())
        let fields = Fields(visit, typed, invalid, texts: "people")
        var model: [String: Any] = [
            "errors": fields.errors, "action": Address.coManagers(digits, quality.id), "back": Address.quality(digits, quality.id),
            "current": visit.say("qualities.coManagers.explanation"), "person": NamedPerson.fields(fields),
        ]
        if let refusal { model["refusal"] = try await visit.told(refusal) }
        return try visit.page(
            "qualities/person", title: visit.say("qualities.coManagers.title"), model, crumbs: crumbs(visit),
            status: invalid == nil && refusal == nil ? .ok : .unprocessableContent)
    }

    private static func crumbs(_ visit: Visit) -> [Crumb] { visit.crumbs([Crumb(visit.say("qualities.coManagers.title"))]) }
}
