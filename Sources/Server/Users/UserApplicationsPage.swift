import Foundation
import Hummingbird
import Rules
import Web

/// Gives and takes applications: what is ticked, what that changes, then the act (MISSION M11, M13).
enum UserApplicationsPage: Wizard {
    struct Asked: Sendable {
        let user: RegisteredUser
        let ticked: Set<SecuredApplication.Code>
        let domain: AccessDomain
    }

    static func read(_ visit: Visit) async throws -> Asked {
        // Before anything is held for the address.
        let user = try await visit.tickedUser()
        var reader = FormReader(visit.form)
        let domain = try visit.thisDomain()
        let ticked = visit.form.applications("applications")
        if ticked.contains(where: { domain.application($0) == nil }) { reader.add("applications", "choice") }
        try reader.finish()
        return Asked(user: user, ticked: ticked, domain: domain)
    }

    /// A summary counts from what there is now; its confirmation from what it showed.
    static func operation(_ asked: Asked, _ step: Step, _ visit: Visit) throws -> ChangeUserApplications {
        ChangeUserApplications(
            user: asked.user.id, quality: try visit.thisQuality(), domain: asked.domain,
            wanted: step == .confirm ? asked.ticked : wanted(asked.ticked, visit.form, from: asked.user.holding.applications),
            seen: step == .confirm ? shown(visit.form) ?? [] : nil)
    }

    /// What the form was shown with; nil when it does not say.
    private static func shown(_ form: Form) -> Set<SecuredApplication.Code>? {
        form.all("had").isEmpty ? nil : form.applications("had").subtracting([""])
    }

    /// Ticking and unticking change the applications as they stand now: what somebody else gave or took meanwhile stays.
    private static func wanted(
        _ ticked: Set<SecuredApplication.Code>, _ form: Form, from now: Set<SecuredApplication.Code>
    ) -> Set<SecuredApplication.Code> {
        guard let had = shown(form) else { return ticked }
        return now.union(ticked.subtracting(had)).subtracting(had.subtracting(ticked))
    }

    static func done(_ visit: Visit, _ asked: Asked, _ plan: Plan) throws -> Response {
        let id: Assignment.ID = try visit.part()
        return visit.redirect(to: try visit.here(.user, id), notice: "userApplicationsChanged", about: id.rawValue)
    }

    /// Confirming twice arrives where confirming once does; after another change the summary is shown anew.
    static func outcome(of error: any Error, _ asked: Asked, _ visit: Visit) async throws -> WizardOutcome? {
        guard error is ApplicationsChanged else { return nil }
        let user = try await visit.tickedUser()
        let had = user.holding.applications
        let isDone = had == asked.ticked || had == wanted(asked.ticked, visit.form, from: had)
        return isDone ? .done(visit.redirect(to: try visit.here(.user, user.id))) : .stale
    }

    static func summary(_ visit: Visit, _ asked: Asked, _ preview: Preview, isStale: Bool) throws -> Response {
        let (user, domain) = (asked.user, asked.domain)
        let had = user.holding.applications
        let (shown, wanted) = (shown(visit.form) ?? had, wanted(asked.ticked, visit.form, from: had))
        func labels(_ test: (SecuredApplication.Code) -> Bool) -> [String] {
            domain.applications.filter { test($0.code) }.map(visit.label)
        }
        let model = ChangeApplicationsModel(
            name: user.person.name, changed: shown == had ? nil : NoticeModel(text: visit.say("users.apps.changedMeanwhile"), warn: true),
            givenMeanwhile: labels { had.contains($0) && !shown.contains($0) },
            takenMeanwhile: labels { shown.contains($0) && !had.contains($0) },
            nothingLeft: wanted.isEmpty ? NoticeModel(text: visit.say("users.apps.nothingLeft"), warn: true) : nil,
            given: labels(preview.applicationsGiven.contains), taken: labels(preview.applicationsTaken.contains),
            told: preview.isToldToSomebody ? visit.say("users.told") : nil, action: try visit.here(.userApplications, user.id),
            wanted: wanted.map(\.rawValue).sorted(), had: [""] + had.map(\.rawValue).sorted())
        return try visit.userPage(model, title: visit.say("users.apps.summary"), about: user, refused: isStale)
    }

    static func form(_ visit: Visit, _ typed: Form?, _ invalid: Invalid?, _ refusal: Refusal?) async throws -> Response {
        let user = try await visit.tickedUser()
        let had = user.holding.applications
        let ticked = typed?.applications("applications")
        // Back from a summary, which may have been shown before somebody else changed something.
        let chosen = Step.pressed(in: visit.form) == .correct ? wanted(ticked ?? had, visit.form, from: had) : ticked ?? had
        let fields = Fields(visit, visit.form, invalid, texts: "users.form")
        let model = UserApplicationsModel(
            name: user.person.name, errors: fields.errors, refusal: try await visit.refusalModel(refusal),
            action: try visit.here(.userApplications, user.id), had: [""] + (shown(visit.form) ?? user.holding.applications).map(\.rawValue).sorted(),
            applications: fields.checks("applications", try visit.applicationChoices(), chosen: Set(chosen.map(\.rawValue))),
            actions: visit.actions(visit.say("users.next"), back: try visit.here(.user, user.id)))
        return try visit.userPage(
            model, title: visit.say("users.apps.title"), about: user, refused: invalid != nil || refusal.isInTheWay)
    }
}

struct UserApplicationsModel: PageModel {
    static let template = "users/applications"

    let name: String
    let errors: [FieldError]
    let refusal: RefusalModel?
    let action: String
    /// What the form is shown with; an empty text stands for none.
    let had: [String]
    let applications: Choices
    let actions: Actions
}

struct ChangeApplicationsModel: PageModel {
    static let template = "users/change"

    let name: String
    /// Somebody else gave or took some since the form was shown.
    let changed: NoticeModel?
    let givenMeanwhile: [String]
    let takenMeanwhile: [String]
    let nothingLeft: NoticeModel?
    let given: [String]
    let taken: [String]
    let told: String?
    let action: String
    let wanted: [String]
    let had: [String]
}
