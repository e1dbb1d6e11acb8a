import Foundation
import Hummingbird
import Rules
import Storage

/// Everyone with a role in a quality, and the registrations that wait to be confirmed (MISSION M9, M15).
enum UserListPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (quality, sealer, name) = (try visit.thisQuality(), visit.house.sealer, String(visit.query["name"].prefix(100)))
        let cursor = Cursor(visit.query["at"])
        let (list, drafts, users) = try await visit.house.read { tx in
            let list = try tx.users(of: quality, named: name, at: cursor, sealer)
            return (list, try tx.userDrafts(in: quality.id, sealer), try tx.userCount(of: quality.id))
        }
        let path = try visit.here(.users)
        var model: [String: Any] = [
            "quality": try visit.qualityName(), "count": visit.say(count: list.page.total, "users.found"),
            "rows": try list.page.items.map { try row($0, visit) }, "drafts": try drafts.map { try waiting($0, visit) },
            "draftCount": visit.say(count: drafts.count, "users.drafts.count"), "search": search(name, path, visit), "pager": false, "empty": false,
            "add": visit.may(.manageUsers) ? try visit.here(.newUser) as Any : false,
        ]
        if list.page.next != nil || list.page.previous != nil { model["pager"] = pager(list.page, list.before, name, path, visit) }
        if let empty = try empty(list.page, users, name, path, visit) { model["empty"] = empty }
        return try visit.page("users/list", title: visit.say("users.title"), model, crumbs: try visit.userCrumbs())
    }

    private static func row(_ row: UserRow, _ visit: Visit) throws -> [String: Any] {
        let managesAll = row.role != .user
        return [
            "familyName": row.familyName, "givenName": row.givenName, "userName": row.userName ?? visit.say("users.none"),
            "href": try visit.here(.user, row.id), "type": visit.badge(row.role), "ssin": try visit.shown(row.ssin, of: row.role),
            "status": visit.badge(blocked: row.isBlocked),
            "applications": managesAll ? visit.say("users.all") : Formats.number(row.applications, in: visit.language),
            "note": row.role == .chief ? visit.say("users.chiefManages") as Any : false,
        ]
    }

    private static func waiting(_ draft: WaitingUser, _ visit: Visit) throws -> [String: Any] {
        [
            "name": draft.name, "href": try visit.here(.userDraft, draft.id), "discard": try visit.here(.discardUserDraft, draft.id),
            "saved": visit.say("users.drafts.saved", ["name": draft.author, "date": visit.instant(draft.savedAt)]),
        ]
    }

    private static func search(_ name: String, _ path: String, _ visit: Visit) -> [String: Any] {
        var search: [String: Any] = ["action": path, "id": "name", "name": "name", "label": visit.say("users.search"), "value": name]
        if !name.isEmpty { search["clear"] = path }
        return search
    }

    private static func pager(_ page: Listing<UserRow>, _ before: Int, _ name: String, _ path: String, _ visit: Visit) -> [String: Any] {
        let numbers = ["first": before + 1, "last": before + page.items.count, "total": page.total].mapValues {
            Formats.number($0, in: visit.language)
        }
        var pager: [String: Any] = ["text": visit.say("users.pager", numbers)]
        let kept = name.isEmpty ? "" : "name=\(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")&"
        if let previous = page.previous { pager["previous"] = "\(path)?\(kept)at=\(previous.encoded)" }
        if let next = page.next { pager["next"] = "\(path)?\(kept)at=\(next.encoded)" }
        return pager
    }

    private static func empty(_ page: Listing<UserRow>, _ users: Int, _ name: String, _ path: String, _ visit: Visit) throws -> [String: Any]? {
        if page.items.isEmpty, !name.isEmpty {
            return [
                "title": visit.say("users.noneFound.title"), "text": visit.say("users.noneFound.text"),
                "action": ["label": visit.say("users.noneFound.action"), "href": path],
            ]
        }
        guard users == 0, name.isEmpty else { return nil }
        var empty: [String: Any] = ["title": visit.say("users.noUsers.title"), "text": visit.say("users.noUsers.text")]
        if visit.may(.manageUsers) { empty["action"] = ["label": visit.say("users.add"), "href": try visit.here(.newUser)] }
        return empty
    }
}

extension Visit {
    /// Whole for whoever stands above that person, masked for others (DESIGN §5).
    func shown(_ ssin: SSIN, of role: Role) throws -> String { try actor().role > role ? ssin.formatted : ssin.masked }

    /// M15: the type as lists show it.
    func badge(_ role: Role) -> [String: Any] {
        let kinds: [Role: String] = [.chief: "chief", .coChief: "coChief", .manager: "manager", .coManager: "coManager", .user: "user"]
        return ["kind": kinds[role] ?? "user", "label": say("roles.short.\(role.rawValue)")]
    }

    func badge(blocked: Bool) -> [String: Any] {
        blocked ? ["kind": "blocked", "label": say("statuses.blocked")] : ["kind": "active", "label": say("statuses.active")]
    }

    func instant(_ date: Date) -> String { Formats.instant(date, in: language, house.pages.texts) }
}
