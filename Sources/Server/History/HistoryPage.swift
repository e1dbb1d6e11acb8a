import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// What was done, the newest first, in plain words: in an entity, in a quality, or to somebody there, for whoever manages it.
enum HistoryPage {
    static func ofEntity(_ visit: Visit) async throws -> Response {
        let (entity, title) = (try visit.thisEntity(), visit.say("history.title"))
        return try await page(
            visit,
            Told(
                scope: .entity(entity.id), place: Place(entity: entity.id), path: Address.entityHistory(entity.number), title: title,
                lead: "\(entity.name) – \(entity.number.formatted)", crumbs: visit.crumbs([Crumb(title)])))
    }

    static func ofQuality(_ visit: Visit) async throws -> Response {
        let (place, title) = (try visit.place(), visit.say("history.title"))
        return try await page(
            visit,
            Told(
                scope: .quality(try visit.thisQuality().id), place: place, path: try visit.here(.qualityHistory), title: title,
                lead: try visit.qualityName(), crumbs: visit.crumbs([Crumb(title)])))
    }

    /// Of a user, co-manager, manager or co-chief: what was done to them here, before they had this role too.
    static func ofUser(_ visit: Visit) async throws -> Response {
        let (id, place, now): (Assignment.ID, Place, Date) = (try visit.part(), try visit.place(), visit.now)
        let user = try await visit.confirmed { tx in
            try tx.registered(id, in: place, at: now)
        } user: {
            $0
        }
        let title = visit.say("history.of", ["name": user.person.name])
        let crumbs = try visit.personCrumbs(Crumb(user.person.name, visit.here(.entry, id)), Crumb(visit.say("history.title")))
        return try await page(
            visit,
            Told(
                scope: .person(user.person.id, in: user.place), place: place, path: try visit.here(.history, id), title: title,
                lead: try visit.placeName(), crumbs: crumbs))
    }

    /// Of which history a page tells.
    struct Told: Sendable {
        let scope: HistoryScope
        /// Where people are asked for by name; nil where they are not.
        let place: Place?
        let path: String
        let title: String
        let lead: String
        let crumbs: [Crumb]
        var views: Link?
    }

    static func page(_ visit: Visit, _ told: Told) async throws -> Response {
        let isSent = visit.request.method == .post
        let form = try HistoryForm(isSent ? visit.form : FilteredNumber.query(visit), told.scope.codes, mayName: told.place != nil, visit)
        let cursor = try visit.cursor("at")
        guard form.invalid.isEmpty else { return try refused(visit, told, form, form.invalid) }
        if isSent, !visit.form.isShownAgain { return visit.redirect(to: UserListPage.link(told.path, try form.query(visit))) }
        let (house, occasion) = (visit.house, visit.acting == nil ? nil : try visit.occasion())
        do {
            let found = try await house.readReplica { tx in
                let filter = try form.filter(tx, in: told.place)
                return try tx.history(told.scope, filter, at: cursor, house.catalogue, on: occasion)
            }
            return try answer(visit, told, form, found, isFirst: cursor == nil)
        } catch let invalid as Invalid {
            return try refused(visit, told, form, invalid)
        }
    }

    private static func refused(_ visit: Visit, _ told: Told, _ form: HistoryForm, _ invalid: Invalid) throws -> Response {
        let model = HistoryModel(
            lead: told.lead, views: told.views, errors: Fields(visit, form.form, invalid, texts: "history.filter").errors,
            filter: form.model(told.path, invalid, visit), isFiltered: true, all: told.path, said: "", printed: "", lines: [], hasActions: false,
            lookedBack: nil,
            pager: nil, empty: nil)
        return try visit.page(model, title: told.title, crumbs: told.crumbs, status: .unprocessableContent)
    }

    private static func answer(_ visit: Visit, _ told: Told, _ form: HistoryForm, _ found: HistoryFound, isFirst: Bool) throws -> Response {
        let kept = try form.query(visit)
        let lines = found.entries.map(HistoryLine(found, told.scope, visit).model)
        let pager =
            found.next == nil && isFirst
            ? nil
            : Pager(
                text: visit.say(count: lines.count, "history.onThisPage"), previous: isFirst ? nil : UserListPage.link(told.path, kept),
                next: found.next.map { UserListPage.link(told.path, kept, "at=\($0.encoded)") })
        let empty =
            lines.isEmpty && found.next == nil
            ? EmptyList(
                title: visit.say("history.none.title"), text: visit.say(form.isEmpty ? "history.none.text" : "history.none.filtered"),
                action: form.isEmpty ? nil : Link(visit.say("history.filter.everything"), told.path)) : nil
        let model = HistoryModel(
            lead: told.lead, views: told.views, errors: [], filter: form.model(told.path, nil, visit), isFiltered: !form.isEmpty, all: told.path,
            said: form.said(visit) ?? visit.say("history.everything"),
            printed: visit.say("history.printed", ["date": visit.instant(visit.now)]), lines: lines,
            hasActions: lines.contains { $0.undo != nil || $0.undoTogether != nil },
            lookedBack: found.lookedBackTo.map { visit.say("history.lookedBack", ["date": visit.instant($0)]) }, pager: pager, empty: empty)
        return try visit.page(model, title: told.title, crumbs: told.crumbs)
    }
}

struct HistoryModel: PageModel {
    static let template = "history/history"

    struct Filter: Codable, Sendable {
        let action: String
        /// Nil where there is only one kind.
        let act: Select?
        /// Nil where nobody is asked for by name.
        let who: Field?
        let from: Field
        let until: Field
        /// On a telephone the other fields are shown too.
        let isOpen: Bool
    }

    struct Line: Codable, Sendable {
        let id: String
        let at: String
        let sentence: String
        /// As what it was done.
        let authority: String
        let facts: [Fact]
        /// That it takes back another, or was taken back, and the way to that one when it stands here.
        let marks: [Mark]
        let undo: Link?
        let undoTogether: Link?
    }

    struct Mark: Codable, Sendable {
        let text: String
        let href: String?
    }

    let lead: String
    /// The other list of one's own.
    let views: Link?
    let errors: [FieldError]
    let filter: Filter
    let isFiltered: Bool
    let all: String
    /// What is asked, and when the page was made: for a printed sheet.
    let said: String
    let printed: String
    let lines: [Line]
    /// Something can be taken back.
    let hasActions: Bool
    /// How far back was looked, when that is why the page ends.
    let lookedBack: String?
    let pager: Pager?
    let empty: EmptyList?
}
