import Foundation
import Hummingbird
import Rules
import Storage

/// Gives and takes applications: what is ticked, what that changes, then the act (MISSION M11, M13).
enum UserApplicationsPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let user = try await visit.user()
        return try await visit.resuming(
            { typed in
                try await told(typed) { wanted, domain in
                    Step.pressed(in: typed.form) == .correct
                        ? try await form(typed, user, chosen: Self.wanted(wanted, typed.form, from: user.holding.applications))
                        : try await summary(typed, user, wanted, domain)
                }
            }, otherwise: { try await form(visit, user, chosen: user.holding.applications) })
    }

    static func change(_ visit: Visit) async throws -> Response {
        try await told(visit) { wanted, domain in
            if Step.pressed(in: visit.form) == .confirm { return try await confirm(visit, wanted, domain) }
            _ = try await visit.user()
            return try await visit.shown()
        }
    }

    /// What stands in the way is told beside the form.
    private static func told(_ visit: Visit, _ step: (Set<String>, AccessDomain) async throws -> Response) async throws -> Response {
        do {
            var reader = FormReader(visit.form)
            let domain = try visit.thisDomain()
            let wanted = Set(visit.form.all("applications"))
            if wanted.contains(where: { domain.application($0) == nil }) { reader.add("applications", "choice") }
            try reader.finish()
            return try await step(wanted, domain)
        } catch let invalid as Invalid {
            return try await form(visit, try await visit.user(), chosen: Set(visit.form.all("applications")), invalid: invalid)
        } catch let refusal as Refusal {
            return try await form(visit, try await visit.user(), chosen: Set(visit.form.all("applications")), refusal: refusal)
        }
    }

    /// What the form was shown with; nil when it does not say.
    private static func shown(_ form: Form) -> Set<String>? { form.all("had").isEmpty ? nil : Set(form.all("had")).subtracting([""]) }

    /// Ticking and unticking change the applications as they stand now: what somebody else gave or took meanwhile stays.
    private static func wanted(_ ticked: Set<String>, _ form: Form, from now: Set<String>) -> Set<String> {
        guard let had = shown(form) else { return ticked }
        return now.union(ticked.subtracting(had)).subtracting(had.subtracting(ticked))
    }

    /// The confirmed change counts from what the summary showed; when that is no longer so, the summary is shown anew.
    private static func confirm(_ visit: Visit, _ wanted: Set<String>, _ domain: AccessDomain) async throws -> Response {
        let id: Assignment.ID = try visit.key("user")
        do {
            try await visit.perform(
                ChangeUserApplications(user: id, quality: try visit.thisQuality(), domain: domain, wanted: wanted, seen: shown(visit.form) ?? []))
            return visit.redirect(to: try visit.here(.user, id), notice: "userApplicationsChanged", about: id.rawValue)
        } catch is ApplicationsChanged {
            let user = try await visit.user()
            // Confirming twice arrives where confirming once does.
            let had = user.holding.applications
            if had == wanted || had == Self.wanted(wanted, visit.form, from: had) { return visit.redirect(to: try visit.here(.user, user.id)) }
            return try await summary(visit, user, wanted, domain, refused: true)
        }
    }

    private static func summary(
        _ visit: Visit, _ user: RegisteredUser, _ ticked: Set<String>, _ domain: AccessDomain, refused: Bool = false
    ) async throws -> Response {
        let had = user.holding.applications
        let (shown, wanted) = (shown(visit.form) ?? had, wanted(ticked, visit.form, from: had))
        let preview = try await visit.preview(
            ChangeUserApplications(user: user.id, quality: try visit.thisQuality(), domain: domain, wanted: wanted))
        func labels(_ test: (String) -> Bool) -> [String] {
            domain.applications.filter { test($0.code) }.map { $0.labels[visit.language] ?? $0.code }
        }
        let model: [String: Any] = [
            "name": user.person.name, "given": labels(preview.applicationsGiven.contains), "taken": labels(preview.applicationsTaken.contains),
            "changed": shown != had ? ["text": visit.say("users.apps.changedMeanwhile"), "warn": true] as [String: Any] as Any : false,
            "givenMeanwhile": labels { had.contains($0) && !shown.contains($0) },
            "takenMeanwhile": labels { shown.contains($0) && !had.contains($0) },
            "nothingLeft": wanted.isEmpty ? ["text": visit.say("users.apps.nothingLeft"), "warn": true] as [String: Any] as Any : false,
            "told": preview.isToldToSomebody ? [visit.say("users.told")] : [], "wanted": wanted.sorted(), "had": [""] + had.sorted(),
            "action": try visit.here(.userApplications, user.id),
        ]
        return try visit.userPage("users/change", visit.say("users.apps.summary"), about: user, model, refused: refused)
    }

    private static func form(
        _ visit: Visit, _ user: RegisteredUser, chosen: Set<String>, invalid: Invalid? = nil, refusal: Refusal? = nil
    ) async throws -> Response {
        let fields = Fields(visit, visit.form, invalid, texts: "users.form")
        let model: [String: Any] = [
            "name": user.person.name, "errors": fields.errors, "refusal": try await visit.told(refusal),
            "action": try visit.here(.userApplications, user.id),
            "had": [""] + (shown(visit.form) ?? user.holding.applications).sorted(),
            "applications": fields.checks("applications", try visit.applicationChoices(), chosen: chosen),
            "actions": [
                "label": visit.say("users.next"), "secondary": ["label": visit.say("users.cancel"), "href": try visit.here(.user, user.id)],
            ],
        ]
        return try visit.userPage(
            "users/applications", visit.say("users.apps.title"), about: user, model, refused: invalid != nil || refusal.isInTheWay)
    }
}
