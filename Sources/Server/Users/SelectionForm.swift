import Hummingbird
import Rules
import Web

/// Which applications a selection is given or loses; and what was wrong with any of it.
extension SelectionPage {
    /// GET: the confirmation, the applications to choose, or the next part; without what was ticked there is nothing to show.
    static func show(_ visit: Visit) async throws -> Response {
        guard !visit.query["held"].isEmpty else { return visit.redirect(to: try visit.here(.users)) }
        return try await ask(visit)
    }

    static func form(_ visit: Visit, _ typed: Form?, _ invalid: Invalid?, _ refusal: Refusal?) async throws -> Response {
        guard let typed, let kind = SelectionChange.Kind(rawValue: typed["change"]) else { return visit.redirect(to: try visit.here(.users)) }
        // What was not asked yet is not missing.
        let invalid = typed.isTicked("asked") ? invalid : nil
        let fields = Fields(visit, typed, invalid, texts: "users.selection")
        let title = visit.say("users.selection.titles.\(kind.rawValue)")
        let carried = typed.values.filter { !["_csrf", "step", "applications", "asked", "seen"].contains($0.key) }
        let choices = try visit.applicationChoices()
        let model = SelectionFormModel(
            quality: try await identification(visit), errors: fields.errors, refusal: try await visit.refusalModel(refusal),
            lead: visit.say(typed.isTicked("everyone") ? "users.selection.leads.everyone" : "users.selection.leads.ticked"),
            action: try visit.here(.userSelection), hidden: HiddenValue.all(carried.merging(["asked": ["1"]]) { $1 }),
            applications: kind.asksApplications
                ? fields.checks("applications", choices, required: true, chosen: Set(typed.all("applications"))) : nil,
            actions: visit.actions(
                visit.say("users.next"),
                back: UserListPage.link(try visit.here(.users), try UserFilterForm(Form(urlEncoded: typed["filter"]) ?? Form(), visit).query(visit))))
        return try visit.page(
            model, title: title, crumbs: try visit.personCrumbs(Crumb(title)),
            status: invalid == nil && !refusal.isInTheWay ? .ok : .unprocessableContent)
    }
}

struct SelectionFormModel: PageModel {
    static let template = "users/selection-form"

    let quality: [Fact]
    let errors: [FieldError]
    let refusal: RefusalModel?
    let lead: String
    let action: String
    let hidden: [HiddenValue]
    /// Nil where none are asked.
    let applications: Choices?
    let actions: Actions
}
