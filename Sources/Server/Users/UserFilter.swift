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
    /// The same of the given names alone.
    var givenName = ""
    /// The beginning of a user name.
    var userName = ""
    var number: NumberFilter?
    var title: PersonTitle?
    var language: Language?
    /// The beginning of the person's own e-mail address, in lower case.
    var email = ""
    /// Ticked for them, or theirs without ticking: who manages the quality opens every application of it.
    var application: SecuredApplication.Code?
    var status: Status?
    var role: Role?
    /// Registered at this instant or later.
    var since: Date?
    var order = Order.name

    init() {}

    /// Reads the form of the list: what it cannot mean is left out; a day that is none is told.
    /// - Parameter number: never stands in an address, so the form says it apart.
    init(_ query: Form, _ number: NumberFilter?, in domain: AccessDomain, _ zone: Zone) throws(Invalid) {
        func typed(_ field: String) -> String { RosterName.typed(String(query[field].prefix(100))) }
        (name, givenName, userName, self.number) = (typed("name"), typed("givenName"), typed("userName"), number)
        application = domain.application(.init(rawValue: query["application"]))?.code
        status = Status(rawValue: query["status"])
        role = Role(rawValue: query["type"]).flatMap { Self.roles.contains($0) ? $0 : nil }
        order = Order(rawValue: query["sort"]) ?? .name
        guard !query["since"].isEmpty else { return }
        since = Day(query["since"]).map(zone.start)
        if since == nil { throw Invalid(.init("since", "day")) }
    }

    /// How many fields narrow the list.
    var width: Int {
        let others = [
            application != nil, status != nil, role != nil, since != nil, number != nil, title != nil, language != nil, !email.isEmpty,
        ]
        return names.count + others.count { $0 }
    }

    var isEmpty: Bool { width == 0 }

    /// A name that is asked for, and of which part it is; of any when nil.
    struct Name: Hashable, Sendable {
        let part: RosterName.Part?
        let typed: String
    }

    /// The names that are asked for.
    var names: [Name] {
        [Name(part: nil, typed: name), Name(part: .given, typed: givenName), Name(part: .userName, typed: userName)].filter { !$0.typed.isEmpty }
    }

    /// Whether the chief, who is in no table of users, belongs to what is asked.
    func admits(chief: UserRow) -> Bool {
        guard role == nil, (status ?? (chief.isBlocked ? .blocked : .active)) == (chief.isBlocked ? .blocked : .active) else { return false }
        let terms = RosterName(chief)
        return chief.since >= since ?? .distantPast && number?.finds(chief.ssin, of: chief.role) ?? true
            && names.allSatisfy { terms.starts(with: $0.typed, in: $0.part) }
    }
}

/// Who has this number, among those whose numbers the reader sees in full: a number that is masked for somebody cannot be found out by trying.
struct NumberFilter: Hashable, Sendable {
    let ssin: SSIN
    /// Of whom the reader sees it.
    let roles: Set<Role>

    func finds(_ ssin: SSIN, of role: Role) -> Bool { self.ssin == ssin && roles.contains(role) }
}

extension NumberFilter {
    init(_ ssin: SSIN, _ visit: Visit) { self.init(ssin: ssin, roles: Set(Role.allCases.filter(visit.seesNumbers))) }
}

extension RosterName {
    init(_ user: UserRow) { self.init(user.folded, given: user.givenName, family: user.familyName, userName: user.userName ?? "") }
}
