import Foundation
import Hummingbird
import Rules
import Storage

/// Replacing a quality's access manager (MISSION M7): by someone named by national number, or by the chief again. A summary says what will change.
enum ReplaceManagerPage {
    static func ask(_ visit: Visit) async throws -> Response {
        try await visit.resuming(
            { typed in
                try await told(typed) { named in
                    Step.pressed(in: typed.form) == .correct ? try await form(typed, typed.form) : try await summary(typed, named)
                }
            }, otherwise: { try await form(visit, Form()) })
    }

    static func replace(_ visit: Visit) async throws -> Response {
        try await told(visit) { named in
            Step.pressed(in: visit.form) == .confirm ? try await confirm(visit, named) : try await visit.shown()
        }
    }

    /// What stands in the way is told beside the form. Nobody is named when the chief is to manage.
    private static func told(_ visit: Visit, _ step: (NamedPerson?) async throws -> Response) async throws -> Response {
        do {
            var reader = FormReader(visit.form)
            let isOther = reader.choice("who") { ["chief": false, "other": true][$0] } ?? false
            let named = isOther ? NamedPerson(&reader) : nil
            try reader.finish()
            if let named { try await visit.lookUp(named.ssin) }
            return try await step(named)
        } catch let invalid as Invalid {
            return try await form(visit, visit.form, invalid)
        } catch let refusal as Refusal {
            return try await form(visit, visit.form, refusal: refusal)
        }
    }

    private static func operation(_ visit: Visit, _ named: NamedPerson?) throws -> ReplaceManager {
        ReplaceManager(quality: try visit.thisQuality(), manager: named, language: visit.language)
    }

    private static func summary(_ visit: Visit, _ named: NamedPerson?) async throws -> Response {
        let quality = try visit.thisQuality()
        // The rule is asked now, so that the summary never promises what will be refused.
        let preview = try await visit.preview(operation(visit, named))
        let chief = try await visit.house.read { tx in try tx.chief(of: quality.entity).flatMap { try tx.person($0.assignment.person) } }
        // Where nobody is appointed, the chief manages (MISSION D11).
        guard let former = preview.ending(.manager) ?? chief, let next = preview.beginning(.manager) ?? chief else { throw NotFound() }
        let model: [String: Any] = [
            "facts": [
                ["label": visit.say("qualities.manager.former"), "value": former.name],
                ["label": visit.say("qualities.manager.next"), "value": next.name],
                ["label": visit.say("people.ssin"), "value": next.ssin.formatted, "mono": true],
            ] as [[String: Any]],
            "carried": visit.form.carried, "action": Address.qualityManager(try visit.thisEntity().number.digits, quality.id),
            "confirm": visit.say("parts.confirm"),
            "explanation": visit.say("qualities.manager.effect", ["former": former.name, "next": next.name]),
        ]
        return try visit.page("qualities/summary", title: visit.say("qualities.manager.confirmTitle"), model, crumbs: crumbs(visit))
    }

    private static func confirm(_ visit: Visit, _ named: NamedPerson?) async throws -> Response {
        let back = Address.quality(try visit.thisEntity().number.digits, try visit.thisQuality().id)
        do {
            let manager = try await visit.perform(operation(visit, named)).acts.first?.subject
            return visit.redirect(to: back, notice: "managerReplaced", about: manager?.rawValue)
        } catch Refusal.alreadyManager {
            // The same summary confirmed twice: it is done.
            return visit.redirect(to: back, notice: "managerReplaced")
        }
    }

    private static func form(_ visit: Visit, _ typed: Form, _ invalid: Invalid? = nil, refusal: Refusal? = nil) async throws -> Response {
        let (entity, quality) = (try visit.thisEntity(), try visit.thisQuality())
        let manager = try await visit.house.read { tx in try tx.managing(quality).flatMap { try tx.person($0) } }
        let fields = Fields(visit, typed, invalid, texts: "qualities.manager")
        var model: [String: Any] = [
            "errors": fields.errors, "action": Address.qualityManager(entity.number.digits, quality.id),
            "back": Address.quality(entity.number.digits, quality.id),
            "current": manager?.id == visit.person?.id
                ? visit.say("qualities.manager.yourself") : visit.say("qualities.manager.current", ["name": manager?.name ?? ""]),
            "who": fields.radios(
                "who",
                [
                    ("chief", visit.say(visit.acting?.role == .chief ? "qualities.manager.myself" : "qualities.manager.chief"), nil),
                    ("other", visit.say("qualities.manager.other"), nil),
                ], preset: "other"),
            "person": NamedPerson.fields(Fields(visit, typed, invalid, texts: "people")),
        ]
        if let refusal { model["refusal"] = try await visit.told(refusal) }
        return try visit.page(
            "qualities/person", title: visit.say("qualities.manager.title"), model, crumbs: crumbs(visit),
            status: invalid == nil && refusal == nil ? .ok : .unprocessableContent)
    }

    private static func crumbs(_ visit: Visit) -> [Crumb] { visit.crumbs([Crumb(visit.say("qualities.manager.title"))]) }
}
