import Foundation
import Rules

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

    /// The beginning of a name or of any word in it, or of a user name; as `RosterName` writes terms.
    var name = ""
    /// Ticked for them: whoever opens every application without ticking is not meant.
    var application: String?
    var status: Status?
    var role: Role?
    /// Registered at this instant or later.
    var since: Date?
    var order = Order.name

    init() {}

    /// Reads the form of the list: what it cannot mean is left out; a day that is none is told.
    init(_ query: Form, in domain: AccessDomain) throws(Invalid) {
        name = RosterName.typed(String(query["name"].prefix(100)))
        application = domain.application(query["application"])?.code
        status = Status(rawValue: query["status"])
        role = Role(rawValue: query["type"]).flatMap { Self.roles.contains($0) ? $0 : nil }
        order = Order(rawValue: query["sort"]) ?? .name
        guard !query["since"].isEmpty else { return }
        since = Day.start(query["since"])
        if since == nil { throw Invalid(.init("since", "day")) }
    }

    /// How many fields narrow the list.
    var width: Int { [!name.isEmpty, application != nil, status != nil, role != nil, since != nil].count { $0 } }
    var isEmpty: Bool { width == 0 }

    /// Whether the chief, who is in no table of users, belongs to what is asked.
    func admits(chief: UserRow) -> Bool {
        guard application == nil, role == nil, (status ?? (chief.isBlocked ? .blocked : .active)) == (chief.isBlocked ? .blocked : .active)
        else { return false }
        return chief.since >= since ?? .distantPast
            && (name.isEmpty || RosterName(chief.folded, userName: chief.userName ?? "").starts(with: name))
    }
}

/// The fields of the list's form that links keep.
extension Form {
    func kept(_ names: [String]) -> String {
        names.compactMap { name in
            self[name].isEmpty ? nil : "\(name)=\(self[name].addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
    }
}

/// A day as a date field writes it, `2026-03-02`.
enum Day {
    /// When it begins in Brussels; nil for what is no day.
    static func start(_ text: String) -> Date? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = Formats.brussels
        let components = DateComponents(year: year, month: month, day: day)
        guard let date = calendar.date(from: components), calendar.dateComponents([.year, .month, .day], from: date) == components else { return nil }
        return date
    }

    /// The day of an instant in Brussels, written the same way.
    static func text(_ date: Date) -> String {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + Formats.brussels.secondsFromGMT(for: date)
        // Years that begin in March, counted from 1 March of year 0, in eras of 400 years: the leap day is the last of its year.
        let days = (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400 + 719_468
        let ofEra = days % 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let (m, d) = (month < 10 ? month + 3 : month - 9, ofYear - (153 * month + 2) / 5 + 1)
        return "\(days / 146_097 * 400 + year + (m <= 2 ? 1 : 0))-\(m < 10 ? "0" : "")\(m)-\(d < 10 ? "0" : "")\(d)"
    }
}
