import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// What was done to my accesses and data, wherever, and by whom (MISSION U4).
enum OwnHistoryPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (person, title) = (try visit.signedIn().person.id, visit.say("history.own.title"))
        return try await HistoryPage.page(
            visit,
            HistoryPage.Told(
                scope: .oneself(person), place: nil, path: Address.ownHistory(), title: title, lead: visit.say("history.own.lead"),
                crumbs: ownCrumbs(visit, title), views: Link(visit.say("history.views.title"), Address.ownViews())))
    }

    static func ownCrumbs(_ visit: Visit, _ title: String) -> [Crumb] { [Crumb(visit.say("ownData.title"), Address.ownData()), Crumb(title)] }
}

/// Who was shown my national number in full, and who looked for me by it.
enum OwnViewsPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (person, path) = (try visit.signedIn().person.id, Address.ownViews())
        let (form, cursor) = (
            try HistoryForm(visit.request.method == .post ? visit.form : visit.query, [], mayName: false, visit), try visit.cursor("at")
        )
        let asked = Asked(form: form, isFirst: cursor == nil)
        guard form.invalid.isEmpty else { return try page(visit, asked, nil) }
        if visit.request.method == .post, !visit.form.isShownAgain { return visit.redirect(to: UserListPage.link(path, try form.query(visit))) }
        let found = try await visit.house.readReplica { tx in
            try tx.views(of: person, form.filter(tx, in: nil), at: cursor)
        }
        return try page(visit, asked, found)
    }

    private struct Asked {
        let form: HistoryForm
        let isFirst: Bool
    }

    private static func page(_ visit: Visit, _ asked: Asked, _ found: FoundViews?) throws -> Response {
        let (form, path, kept) = (asked.form, Address.ownViews(), try asked.form.query(visit))
        let lines = (found?.views ?? []).map { line($0, found, visit) }
        let hasPager = found.map { $0.next != nil || !asked.isFirst } ?? false
        let pager = Pager(
            text: visit.say(count: lines.count, "history.onThisPage"), previous: asked.isFirst ? nil : UserListPage.link(path, kept),
            next: found?.next.map { UserListPage.link(path, kept, "at=\($0.encoded)") })
        let title = visit.say("history.views.title")
        let model = HistoryModel(
            lead: visit.say("history.views.lead"), views: Link(visit.say("history.own.action"), Address.ownHistory()),
            errors: Fields(visit, form.form, form.invalid, texts: "history.filter").errors, filter: form.model(path, form.invalid, visit),
            isFiltered: !form.isEmpty, all: path, said: form.said(visit) ?? visit.say("history.everything"),
            printed: visit.say("history.printed", ["date": visit.instant(visit.now)]), lines: lines, hasActions: false, lookedBack: nil,
            pager: hasPager ? pager : nil,
            empty: found != nil && lines.isEmpty ? empty(form, visit) : nil)
        return try visit.page(
            model, title: title, crumbs: OwnHistoryPage.ownCrumbs(visit, title), status: found == nil ? .unprocessableContent : .ok)
    }

    private static func empty(_ form: HistoryForm, _ visit: Visit) -> EmptyList {
        EmptyList(
            title: visit.say("history.none.title"), text: visit.say(form.isEmpty ? "history.views.none" : "history.none.filtered"),
            action: form.isEmpty ? nil : Link(visit.say("history.filter.everything"), Address.ownViews()))
    }

    private static func line(_ view: PersonView, _ found: FoundViews?, _ visit: Visit) -> HistoryModel.Line {
        let name = found?.names[view.viewer] ?? visit.say("history.somebody")
        let quality = view.quality.flatMap { found?.qualities[$0] }
        let facts = [
            found?.entities[view.entity].map { visit.fact("history.facts.entity", $0) },
            quality.map { visit.fact("history.facts.quality", "\(visit.label(of: $0.domain)) \(visit.identifier(of: $0))") },
            view.page.map { visit.fact("history.views.where", visit.say("history.views.pages.\($0.rawValue)")) },
        ]
        return HistoryModel.Line(
            id: "view-\(view.id)", at: visit.instant(view.at),
            sentence: visit.say(view.page == nil ? "history.views.sought" : "history.views.shown", ["name": name]),
            authority: view.role.map { visit.say("roles.\($0.rawValue)") } ?? "", facts: facts.compactMap(\.self), marks: [], undo: nil,
            undoTogether: nil)
    }
}
