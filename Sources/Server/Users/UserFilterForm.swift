import Rules
import Web

/// The form above the list: by GET, so that it works without scripts and a result can be kept as a bookmark.
enum UserFilterForm {
    private static let fields = ["name", "application", "status", "type", "since", "sort"]

    /// What links out of the list keep of it.
    static func kept(_ query: Form) -> String { query.kept(fields) }

    static func model(_ filter: UserFilter, _ invalid: Invalid?, _ domain: AccessDomain, _ path: String, _ visit: Visit) -> UserListModel.Filter {
        let fields = Fields(visit, visit.query, invalid, texts: "users.filter")
        let any = (value: "", label: visit.say("users.filter.any"))
        let anyKind = (value: "", label: visit.say("users.filter.anyKind"))
        let applications = domain.applications.map { (value: $0.code.rawValue, label: visit.label($0)) }
        let statuses = UserFilter.Status.allCases.map { (value: $0.rawValue, label: visit.say("statuses.\($0.rawValue)")) }
        let roles = UserFilter.roles.map { (value: $0.rawValue, label: visit.say("roles.short.\($0.rawValue)")) }
        let orders = UserFilter.Order.allCases.map { (value: $0.rawValue, label: visit.say("users.sortedBy.\($0.rawValue)")) }
        return UserListModel.Filter(
            action: path, name: fields.field("name", autocomplete: "off"),
            isOpen: filter.width > (filter.name.isEmpty ? 0 : 1) || filter.order != .name || invalid != nil,
            choices: [
                fields.select("application", [any] + applications), fields.select("status", [anyKind] + statuses),
                fields.select("type", [anyKind] + roles),
            ],
            since: fields.field("since", type: "date"), sort: fields.select("sort", orders))
    }
}

extension UserFilter {
    /// The filter of a page, and what was wrong with it: then it leaves out that field.
    static func lenient(_ query: Form, in domain: AccessDomain, _ zone: Zone) -> (UserFilter, Invalid?) {
        do { return (try UserFilter(query, in: domain, zone), nil) } catch {
            var rest = query
            rest.remove("since")
            return ((try? UserFilter(rest, in: domain, zone)) ?? UserFilter(), error)
        }
    }
}
