import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The same for everyone who is ticked in the list, or whom its filter finds: what is asked, what it changes for whom, then the acts (MISSION M11, M12).
enum SelectionPage: Wizard {
    struct Asked: Sendable {
        let change: SelectionChange
        let users: SelectedUsers
        let list: UserFilterForm
    }

    /// POST: from the list, from the applications to give or take, from the confirmation, or on to the next part.
    static func begin(_ visit: Visit) async throws -> Response {
        guard !visit.form.isShownAgain else { return try await UserListPage.page(visit, .init(filter: UserFilterForm(visit.form, visit))) }
        var reader = FormReader(visit.form)
        let kind = reader.choice("change", SelectionChange.Kind.init(rawValue:))
        if visit.form.all("user").isEmpty, !visit.form.isTicked("everyone") { reader.add("user", "unticked") }
        guard reader.invalid.isEmpty else { return try await list(visit, reader.invalid) }
        // The applications have not been asked for yet.
        if kind?.asksApplications == true, !visit.form.isTicked("asked") { return try await goOn(visit, with: visit.form) }
        return try await submit(visit)
    }

    private static func list(_ visit: Visit, _ invalid: Invalid) async throws -> Response {
        try await UserListPage.page(
            visit,
            .init(filter: try filter(visit), ticked: Set(visit.form.all("user").prefix(visit.house.settings.mostOfSelection)), selection: invalid))
    }

    /// The list that the selection was made in.
    private static func filter(_ visit: Visit) throws -> UserFilterForm {
        guard let query = Form(urlEncoded: visit.form["filter"]) else { throw UnreadableForm() }
        return try UserFilterForm(query, visit)
    }

    static func read(_ visit: Visit) async throws -> Asked {
        let (list, domain) = (try filter(visit), try visit.thisDomain())
        var reader = FormReader(visit.form)
        let kind = reader.choice("change", SelectionChange.Kind.init(rawValue:))
        let codes = visit.form.applications("applications")
        if kind?.asksApplications == true {
            if codes.isEmpty { reader.add("applications", "unticked") }
            if codes.contains(where: { domain.application($0) == nil }) { reader.add("applications", "choice") }
        }
        // Blocking asks no more than it must: who gives no reason has some other.
        let reason = visit.form["reason"].isEmpty ? .other : reader.choice("reason", BlockReason.init(rawValue:))
        try reader.finish()
        guard let kind, let reason else { throw NotFound() }
        let change: SelectionChange =
            switch kind {
            case .addApplications: .addApplications(codes)
            case .removeApplications: .removeApplications(codes)
            case .block: .block(reason)
            case .unblock: .unblock
            case .remove: .remove
            }
        return Asked(change: change, users: try users(visit, list), list: list)
    }

    private static func users(_ visit: Visit, _ list: UserFilterForm) throws -> SelectedUsers {
        guard visit.form.isTicked("everyone") else {
            let keys = visit.form.all("user").map { Assignment.ID($0) }
            guard !keys.isEmpty, keys.count <= visit.house.settings.mostOfSelection, keys.allSatisfy({ $0 != nil }) else { throw UnreadableForm() }
            return .ticked(keys.compactMap(\.self))
        }
        let (after, cursor) = (visit.form["after"], Cursor(visit.form["after"]))
        guard after.isEmpty || cursor != nil else { throw UnreadableForm() }
        return .matching(list.filter, after: cursor)
    }

    /// What was seen counts for those of one plan; of more, each part is planned when its turn comes.
    static func operation(_ asked: Asked, _ step: Step, _ visit: Visit) throws -> ChangeSelection {
        let seen = step == .confirm ? visit.form["seen"] : ""
        let outcomes = seen.isEmpty ? nil : SelectionOutcomes(text: seen)
        guard seen.isEmpty || outcomes != nil else { throw UnreadableForm() }
        return ChangeSelection(
            change: asked.change, users: asked.users, quality: try visit.thisQuality(), domain: try visit.thisDomain(),
            most: visit.house.settings.mostOfSelection, seen: outcomes, first: Key<Act>(visit.form["first"]))
    }

    /// Sent twice arrives where sent once does; when somebody fares otherwise than was shown, that is said first.
    static func outcome(of error: any Error, _ asked: Asked, _ visit: Visit) throws -> WizardOutcome? {
        guard let error = error as? SelectionChanged, let seen = SelectionOutcomes(text: visit.form["seen"]) else { return nil }
        guard error.isDone(asked.change.kind, since: seen) else { return .stale }
        return .done(visit.redirect(to: try address(of: asked.list, visit), notice: asked.change.kind.notice))
    }

    static func done(_ visit: Visit, _ asked: Asked, _ plan: Plan) async throws -> Response {
        let progress = SelectionProgress(visit.form, plan)
        guard plan.outcomes.next == nil else { return try await goOn(visit, with: progress.form(visit.form)) }
        let back = try address(of: asked.list, visit)
        guard let range = progress.acts else { return visit.redirect(to: back, notice: "selectionUnchanged") }
        return visit.redirect(to: back, notice: asked.change.kind.notice, about: range.last.rawValue)
    }

    private static func address(of list: UserFilterForm, _ visit: Visit) throws -> String {
        UserListPage.link(try visit.here(.users), try list.query(visit))
    }
}

extension SelectionChange.Kind {
    /// Told when it is done.
    var notice: String {
        switch self {
        case .addApplications: "applicationsAdded"
        case .removeApplications: "applicationsRemoved"
        case .block: "usersBlocked"
        case .unblock: "usersUnblocked"
        case .remove: "usersRemoved"
        }
    }
}
