import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// How far an act on more people than one plan takes has come: it travels with the form from part to part, so that whoever comes back goes on where they were.
struct SelectionProgress: Sendable {
    let changed, unchanged: Int
    /// The first act of all parts, and the last of them so far.
    let acts: (first: Act.ID, last: Act.ID)?
    private let next: Cursor?

    /// After a part was done.
    init(_ form: Form, _ plan: Plan) {
        changed = Self.number(form["changed"]) + plan.outcomes.changed
        unchanged = Self.number(form["unchanged"]) + plan.outcomes.unchanged
        let before = Key<Act>(form["first"]).flatMap { first in Key<Act>(form["last"]).map { (first, $0) } }
        let part = plan.acts.first.flatMap { first in plan.acts.last.map { (first.id, $0.id) } }
        acts = part.map { (first: before?.0 ?? $0.0, last: $0.1) } ?? before.map { (first: $0.0, last: $0.1) }
        next = plan.outcomes.next
    }

    /// Before the next part.
    init(_ form: Form) {
        (changed, unchanged, acts, next) = (Self.number(form["changed"]), Self.number(form["unchanged"]), nil, nil)
    }

    /// What is sent for the next part.
    func form(_ former: Form) -> Form {
        var values = former.values.filter { !["_csrf", "seen", "step"].contains($0.key) }
        values["changed"] = ["\(changed)"]
        values["unchanged"] = ["\(unchanged)"]
        values["after"] = next.map { [$0.encoded] }
        if let acts { (values["first"], values["last"]) = (["\(acts.first)"], ["\(acts.last)"]) }
        return Form(values)
    }

    private static func number(_ text: String) -> Int { Int(text).map { max(0, min($0, 100_000_000)) } ?? 0 }
}

extension SelectionPage {
    /// Between two parts: what is done so far, and the button that goes on. Where scripts run it is pressed by itself.
    static func progress(_ visit: Visit, _ asked: Asked) async throws -> Response {
        let (quality, progress) = (try visit.thisQuality(), SelectionProgress(visit.form))
        let total = try await visit.house.read { [filter = asked.list.filter] tx in try tx.matchingCount(filter, of: quality) }
        let title = visit.say("users.selection.titles.\(asked.change.kind.rawValue)")
        let model = SelectionProgressModel(
            changed: visit.say(count: progress.changed, "users.selection.changedSoFar"),
            unchanged: visit.say(count: progress.unchanged, "users.selection.unchangedSoFar"),
            matching: visit.say("users.selection.matchingNow", ["found": visit.say(found: total)]), action: try visit.here(.userSelection),
            hidden: hidden(visit, nil), back: try back(asked, visit))
        return try visit.page(model, title: title, crumbs: try visit.personCrumbs(Crumb(title)))
    }
}

struct SelectionProgressModel: PageModel {
    static let template = "users/selection-progress"

    let changed: String
    let unchanged: String
    let matching: String
    let action: String
    let hidden: [HiddenValue]
    let back: String
}
