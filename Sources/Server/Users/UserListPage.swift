import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Everyone with a role in a quality, and the registrations that wait to be confirmed (MISSION M9, M15). Here people are looked for, ticked for what is
/// to be done with them, and added.
enum UserListPage {
    static func show(_ visit: Visit) async throws -> Response {
        try await page(visit, Asked(filter: try UserFilterForm(FilteredNumber.query(visit), visit)))
    }

    /// The form above the list: answered by an address that can be kept.
    static func filter(_ visit: Visit) async throws -> Response {
        guard !visit.form.isShownAgain else { return try await page(visit, Asked(filter: try UserFilterForm(visit.form, visit))) }
        let filter = try UserFilterForm(visit.form, visit)
        guard filter.invalid == nil else { return try await page(visit, Asked(filter: filter)) }
        return visit.redirect(to: link(try visit.here(.users), try filter.query(visit)))
    }

    /// What a list is asked to show.
    struct Asked: Sendable {
        let filter: UserFilterForm
        /// Who is ticked already: a selection that something was missing for.
        var ticked: Set<String> = []
        /// What was missing.
        var selection: Invalid?
    }

    static func page(_ visit: Visit, _ asked: Asked) async throws -> Response {
        let (quality, filter) = (try visit.thisQuality(), asked.filter.filter)
        let cursor = try visit.cursor("at")
        let ((found, drafts, hasUsers), others) = try await visit.house.readConfirmed(isList: true) { tx in
            let list = try tx.users(filter, of: quality, at: cursor)
            // A page that shows one tells as much.
            let hasUsers = try list.rows.contains { $0.role == .user } || tx.hasUsers(quality.id)
            return (list, try tx.userDrafts(in: quality), hasUsers)
        } shown: {
            $0.0.rows.map { $0.row(in: quality) }
        }
        let list = found.without(others, in: quality)
        let (path, kept) = (try visit.here(.users), try asked.filter.query(visit))
        let selection = Fields(visit, visit.form, asked.selection, texts: "users.selection")
        let model = UserListModel(
            draftCount: visit.say(count: drafts.count { $0.role == nil }, "users.drafts.count"),
            drafts: try drafts.map { try waiting($0, visit) },
            errors: Fields(visit, asked.filter.form, asked.filter.invalid, texts: "users.filter").errors + selection.errors,
            filter: try asked.filter.model(path, visit), isFiltered: !filter.isEmpty, everyone: path,
            count: list.members.map(visit.say(members:)) ?? visit.say(found: list.count),
            export: list.rows.isEmpty || asked.filter.invalid != nil ? nil : link(try visit.here(.usersExport), kept),
            sorts: try UserListModel.Sorts(asked.filter, path, visit), selection: try UserListModel.Selection(list, kept, selection, visit),
            table: LongTable(list.rows, path, asked.ticked, visit),
            pager: list.next == nil && list.previous == nil ? nil : pager(list, path, kept, visit),
            empty: try empty(list, hasUsers, filter, path, visit), adding: try AddingModel(visit))
        let isRefused = asked.filter.invalid != nil || asked.selection != nil
        return try visit.page(
            model, title: visit.say("users.title"), crumbs: try visit.userCrumbs(), status: isRefused ? .unprocessableContent : .ok,
            naming: try await visit.former())
    }

    private static func waiting(_ draft: WaitingUser, _ visit: Visit) throws -> UserListModel.Draft {
        UserListModel.Draft(
            name: draft.name, href: draft.role == nil ? try visit.here(.userDraft, draft.id) : nil, settled: draft.role.map(visit.settled),
            saved: visit.say("users.drafts.saved", ["name": draft.author, "date": visit.instant(draft.savedAt)]),
            discard: try visit.here(.discardUserDraft, draft.id))
    }

    private static func pager(_ list: UserList, _ path: String, _ kept: String, _ visit: Visit) -> Pager {
        Pager(
            text: place(list, visit), previous: list.previous.map { link(path, kept, "at=\($0.encoded)") },
            next: list.next.map { link(path, kept, "at=\($0.encoded)") })
    }

    /// `51–61 of 61`; where that would mean counting far, only how many stand here.
    private static func place(_ list: UserList, _ visit: Visit) -> String {
        guard case .exactly(let total) = list.count, let before = list.before else { return visit.say(count: list.rows.count, "users.onThisPage") }
        let numbers = ["first": before + 1, "last": before + list.rows.count, "total": total]
        return visit.say("users.pager", numbers.mapValues { Formats.number($0, in: visit.language) })
    }

    static func link(_ path: String, _ query: String...) -> String {
        let query = query.filter { !$0.isEmpty }.joined(separator: "&")
        return query.isEmpty ? path : "\(path)?\(query)"
    }

    private static func empty(_ list: UserList, _ hasUsers: Bool, _ filter: UserFilter, _ path: String, _ visit: Visit) throws -> EmptyList? {
        if list.rows.isEmpty, !filter.isEmpty {
            return EmptyList(
                title: visit.say("users.noneFound.title"), text: visit.say("users.noneFound.text"),
                action: Link(visit.say("users.noneFound.action"), path))
        }
        guard !hasUsers, filter.isEmpty else { return nil }
        return EmptyList(
            title: visit.say("users.noUsers.title"), text: visit.say("users.noUsers.text"),
            action: nil)
    }
}

extension LongTable<UserColumn> {
    /// The rows of the list of users. Only the chief's has a note; only users are changed from here.
    fileprivate init(_ rows: [UserRow], _ path: String, _ ticked: Set<String>, _ visit: Visit) {
        let (language, texts) = (visit.language, visit.house.pages.texts)
        let (all, note) = (visit.say("users.allShort"), visit.say("users.chiefManages"))
        let (active, blocked) = (visit.say("statuses.active"), visit.say("statuses.blocked"))
        let roles = Dictionary(uniqueKeysWithValues: Set(rows.map(\.role)).map { ($0, visit.say("roles.short.\($0.rawValue)")) })
        let whole = Set(roles.keys.filter(visit.seesNumbers))
        let edited = Set(roles.keys.filter { $0 == .user && visit.may(.manageUsers) || $0 == .coManager && visit.may(.appointCoManagers) })
        visit.disclose(nil, rows.count { whole.contains($0.role) && $0.person != visit.person?.id }, on: .userList)
        self.init(
            rows: rows.map { row in
                let address = "\(path)/\(row.id)"
                return [
                    "\(row.id)", ticked.contains("\(row.id)") ? "1" : "", address, edited.contains(row.role) ? "\(address)/edit" : "",
                    row.familyName,
                    row.givenName, row.userName ?? "", row.role == .chief ? note : "", row.role.rawValue, roles[row.role] ?? "",
                    whole.contains(row.role) ? row.ssin.formatted : row.ssin.masked, row.isBlocked ? "blocked" : "active",
                    row.isBlocked ? blocked : active, row.role == .user ? Formats.number(row.applications, in: language) : all,
                    Formats.shortDay(row.since, in: language, texts),
                ]
            })
    }
}

extension Visit {
    /// M15: the type as lists show it.
    func badge(_ role: Role) -> Badge { Badge(kind: role.rawValue, label: say("roles.short.\(role.rawValue)")) }

    func badge(blocked: Bool) -> Badge {
        blocked ? Badge(kind: "blocked", label: say("statuses.blocked")) : Badge(kind: "active", label: say("statuses.active"))
    }

    func instant(_ date: Date) -> String { Formats.instant(date, in: language, house.pages.texts) }

    /// Who has a role in a quality: in the same words wherever they are counted.
    func say(members: MemberCount) -> String {
        let users = sentence(members.users, exactly: "users.count", more: "users.moreThan")
        return say("users.members", ["users": users, "managers": say(count: members.managers, "users.managers")])
    }

    func say(found: Count) -> String { sentence(found, exactly: "users.found", more: "users.foundMore") }

    /// A box that ticks everyone found, and not only those of this page.
    func say(everyone count: Count) -> String { sentence(count, exactly: "users.selection.everyone", more: "users.selection.everyoneMore") }

    private func sentence(_ count: Count, exactly key: String, more: String) -> String {
        switch count {
        case .exactly(let number): say(count: number, key)
        case .moreThan(let number): say(count: number, more)
        }
    }

    /// Why a registration that was saved has nothing left to confirm.
    func settled(_ role: Role) -> String { say("users.drafts.settled", ["role": say("roles.\(role.rawValue)")]) }
}
