import Foundation
import Rules
import Web

/// Which users of a quality a list shows, and in which order: what its form says, and its links keep.
struct UserFilter: Hashable, Sendable {
    enum Order: String, CaseIterable, Sendable {
        case name
        case userName
        /// The newest first.
        case since
    }

    enum Status: String, CaseIterable, Sendable {
        case active
        case blocked
    }

    static let roles: [Role] = [.manager, .coManager, .user]

    /// The beginning of a name or of any word in it, however its words are parted, or of a user name; as `RosterName` writes terms.
    var name = ""
    /// Ticked for them, or theirs without ticking: who manages the quality opens every application of it.
    var application: SecuredApplication.Code?
    var status: Status?
    var role: Role?
    /// Registered at this instant or later.
    var since: Date?
    var order = Order.name

    init() {}

    /// Reads the form of the list: what it cannot mean is left out; a day that is none is told.
    init(_ query: Form, in domain: AccessDomain, _ zone: Zone) throws(Invalid) {
        name = RosterName.typed(String(query["name"].prefix(100)))
        application = domain.application(.init(rawValue: query["application"]))?.code
        status = Status(rawValue: query["status"])
        role = Role(rawValue: query["type"]).flatMap { Self.roles.contains($0) ? $0 : nil }
        order = Order(rawValue: query["sort"]) ?? .name
        guard !query["since"].isEmpty else { return }
        since = Day(query["since"]).map(zone.start)
        if since == nil { throw Invalid(.init("since", "day")) }
    }

    /// How many fields narrow the list.
    var width: Int { [!name.isEmpty, application != nil, status != nil, role != nil, since != nil].count { $0 } }
    var isEmpty: Bool { width == 0 }

    /// Whether the chief, who is in no table of users, belongs to what is asked.
    func admits(chief: UserRow) -> Bool {
        guard role == nil, (status ?? (chief.isBlocked ? .blocked : .active)) == (chief.isBlocked ? .blocked : .active) else { return false }
        return chief.since >= since ?? .distantPast
            && (name.isEmpty || RosterName(chief).starts(with: name))
    }
}

extension RosterName {
    init(_ user: UserRow) { self.init(user.folded, given: user.givenName, family: user.familyName, userName: user.userName ?? "") }
}

/// The fields of the list's form that links keep.
extension Form {
    func kept(_ names: [String]) -> String {
        names.compactMap { name in
            self[name].isEmpty ? nil : "\(name)=\(self[name].addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
    }
}
