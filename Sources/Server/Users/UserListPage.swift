import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Everyone with a role in a quality, and the registrations that wait to be confirmed (MISSION M9, M15).
enum UserListPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (quality, domain) = (try visit.thisQuality(), try visit.thisDomain())
        let (filter, invalid) = UserFilter.lenient(visit.query, in: domain, visit.house.zone)
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
        let path = try visit.here(.users)
        let model = UserListModel(
            quality: try visit.qualityName(), add: visit.may(.manageUsers) ? try visit.here(.newUser) : nil,
            draftCount: visit.say(count: drafts.count { $0.role == nil }, "users.drafts.count"), drafts: try drafts.map { try waiting($0, visit) },
            filter: UserFilterForm.model(filter, invalid, domain, path, visit), isFiltered: !filter.isEmpty, everyone: path,
            count: list.members.map(visit.say(members:)) ?? visit.say(found: list.count),
            export: list.rows.isEmpty || invalid != nil ? nil : link(try visit.here(.usersExport), UserFilterForm.kept(visit.query)),
            table: LongTable(list.rows, path, visit), pager: list.next == nil && list.previous == nil ? nil : pager(list, path, visit),
            empty: try empty(list, hasUsers, filter, path, visit))
        let status: HTTPResponse.Status = invalid == nil ? .ok : .unprocessableContent
        return try visit.page(
            model, title: visit.say("users.title"), crumbs: try visit.userCrumbs(), status: status, naming: try await visit.former())
    }

    private static func waiting(_ draft: WaitingUser, _ visit: Visit) throws -> UserListModel.Draft {
        UserListModel.Draft(
            name: draft.name, href: draft.role == nil ? try visit.here(.userDraft, draft.id) : nil, settled: draft.role.map(visit.settled),
            saved: visit.say("users.drafts.saved", ["name": draft.author, "date": visit.instant(draft.savedAt)]),
            discard: try visit.here(.discardUserDraft, draft.id))
    }

    private static func pager(_ list: UserList, _ path: String, _ visit: Visit) -> Pager {
        let kept = UserFilterForm.kept(visit.query)
        return Pager(
            text: place(list, visit), previous: list.previous.map { link(path, kept, "at=\($0.encoded)") },
            next: list.next.map { link(path, kept, "at=\($0.encoded)") })
    }

    /// `51–61 of 61`; where that would mean counting far, only how many stand here.
    private static func place(_ list: UserList, _ visit: Visit) -> String {
        guard case .exactly(let total) = list.count, let before = list.before else { return visit.say(count: list.rows.count, "users.onThisPage") }
        let numbers = ["first": before + 1, "last": before + list.rows.count, "total": total]
        return visit.say("users.pager", numbers.mapValues { Formats.number($0, in: visit.language) })
    }

    private static func link(_ path: String, _ query: String...) -> String {
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
            action: visit.may(.manageUsers) ? Link(visit.say("users.add"), try visit.here(.newUser)) : nil)
    }
}

extension LongTable<UserColumn> {
    /// The rows of the list of users. Only the chief's has a note.
    fileprivate init(_ rows: [UserRow], _ path: String, _ visit: Visit) {
        let (language, texts) = (visit.language, visit.house.pages.texts)
        let (all, note) = (visit.say("users.all"), visit.say("users.chiefManages"))
        let (active, blocked) = (visit.say("statuses.active"), visit.say("statuses.blocked"))
        let roles = Dictionary(uniqueKeysWithValues: Set(rows.map(\.role)).map { ($0, visit.say("roles.short.\($0.rawValue)")) })
        let whole = Set(roles.keys.filter(visit.seesNumbers))
        visit.disclose(nil, rows.count { whole.contains($0.role) && $0.person != visit.person?.id }, on: .userList)
        self.init(
            rows: rows.map { row in
                [
                    "\(path)/\(row.id)", Self.name(row), row.userName ?? "", row.role == .chief ? note : "", row.role.rawValue,
                    roles[row.role] ?? "", whole.contains(row.role) ? row.ssin.formatted : row.ssin.masked, row.isBlocked ? "blocked" : "active",
                    row.isBlocked ? blocked : active, row.role == .user ? Formats.number(row.applications, in: language) : all,
                    Formats.shortDay(row.since, in: language, texts),
                ]
            })
    }

    /// As the list is sorted: the family name first.
    private static func name(_ row: UserRow) -> String {
        [row.familyName, row.givenName].filter { !$0.isEmpty }.joined(separator: ", ")
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

    fileprivate func say(found: Count) -> String { sentence(found, exactly: "users.found", more: "users.foundMore") }

    private func sentence(_ count: Count, exactly key: String, more: String) -> String {
        switch count {
        case .exactly(let number): say(count: number, key)
        case .moreThan(let number): say(count: number, more)
        }
    }

    /// Why a registration that was saved has nothing left to confirm.
    func settled(_ role: Role) -> String { say("users.drafts.settled", ["role": say("roles.\(role.rawValue)")]) }
}
