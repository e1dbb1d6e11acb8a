import Foundation
import Rules
import Storage

/// One line of the list of users.
struct UserRow: Sendable {
    let id: Assignment.ID
    let role: Role
    let givenName: String
    let familyName: String
    let folded: String
    let ssin: SSIN
    let userName: String?
    let isBlocked: Bool
    let since: Date
    /// How many are ticked.
    let applications: Int
}

/// One page of the list.
struct UserList: Sendable {
    let rows: [UserRow]
    let next: Cursor?
    let previous: Cursor?
    let count: Count
    /// How many stand on the pages before; told of a list that is counted to its end.
    let before: Int?
}

extension Transaction {
    /// One page of everyone with a role in a quality (MISSION M9): its manager, its co-managers and its users; on the first page also the chief,
    /// while no manager is appointed.
    func users(_ filter: UserFilter, of quality: Quality, at cursor: Cursor?, size: Int = 50, _ sealer: Sealer) throws -> UserList {
        let search = UserSearch(quality: quality.id, filter: filter)
        let found = try survey(search)
        let plan = search.plan(among: found.few)
        let chief = try managingChief(of: quality, sealer).flatMap { filter.admits(chief: $0) ? $0 : nil }
        // On the first page the chief has a place among the rows.
        var page = try listed(plan, UserEntry.columns, size, at: cursor, UserEntry.init)
        if page.previous == nil, chief != nil { page = try listed(plan, UserEntry.columns, size - 1, at: nil, UserEntry.init) }
        let isFirst = page.previous == nil
        let rows = (isFirst ? [chief].compactMap(\.self) : []) + (try users(page.items, sealer))
        let count = (found.count ?? (isFirst && page.next == nil ? .exactly(page.items.count) : .moreThan(size))).adding(chief == nil ? 0 : 1)
        return UserList(rows: rows, next: page.next, previous: page.previous, count: count, before: try before(page, plan, count, chief != nil))
    }

    /// The next of them in the same order, for those who read them all.
    func userKeys(_ filter: UserFilter, of quality: Quality, after cursor: Cursor?, size: Int) throws -> (keys: [Assignment.ID], next: Cursor?) {
        let search = UserSearch(quality: quality.id, filter: filter)
        let page = try listed(search.plan(among: try survey(search).few), "r.assignment", size, at: cursor) {
            Assignment.ID(rawValue: try $0.integer(at: 0))
        }
        // Whoever was last may be gone, and a list without more begins again.
        guard cursor == nil || page.previous != nil else { return ([], nil) }
        return (page.items, page.next)
    }

    /// The chief, while no manager is appointed (MISSION D11).
    func managingChief(of quality: Quality, _ sealer: Sealer) throws -> UserRow? {
        try row(
            """
            SELECT a.id, a.role, p.given_name, p.family_name, p.folded, a.person, COALESCE(u.user_name, ''),
                CASE WHEN b.id IS NULL THEN 0 ELSE 1 END, t.at, 0, p.ssin_sealed
            FROM assignments a JOIN people p ON p.id = a.person JOIN acts t ON t.id = a.opened_by LEFT JOIN accounts u ON u.person = a.person
            LEFT JOIN blocks b ON b.assignment = a.id AND b.open = 1
            WHERE a.entity = \(quality.entity) AND a.role = 'chief' AND a.open = 1
                AND NOT EXISTS (SELECT 1 FROM assignments m WHERE m.quality = \(quality.id) AND m.role = 'manager' AND m.open = 1)
            """
        ) { UserRow(try UserEntry($0), try sealer.ssin($0.bytes(at: 10))) }
    }

    /// Whether a quality has anyone of role user.
    func hasUsers(_ quality: Quality.ID) throws -> Bool { try userCount(quality, upTo: 0) != .exactly(0) }

    /// How many hold the role of user there, as far as counting is cheap.
    func userCount(_ quality: Quality.ID, upTo bound: Int = UserSearch.few) throws -> Count {
        try count(
            "roster r", where: "r.quality = \(quality) AND r.role = 'user'", by: Keyset(.text("r.name"), .integer("r.assignment")), upTo: bound)
    }

    /// The smallest subset that a field of the filter leaves, when it is small; and how many fit, as far as that is cheap to know.
    private func survey(_ search: UserSearch) throws -> (few: UserSearch.Subset?, count: Count?) {
        let subsets = search.subsets
        if search.filter.width <= 1 {
            guard let only = subsets.first else { return (nil, try counted(search, among: nil)) }
            let count = try count(only.from, where: only.condition, by: only.keyset, upTo: UserSearch.few)
            return (count == .moreThan(UserSearch.few) ? nil : only, count)
        }
        var few: (subset: UserSearch.Subset, size: Int)?
        for subset in subsets {
            let count = try count(subset.from, where: subset.condition, by: subset.keyset, upTo: UserSearch.few)
            guard case .exactly(let size) = count, size < few?.size ?? .max else { continue }
            few = (subset, size)
        }
        guard let few, !few.subset.isNamed || few.size <= UserSearch.fewNamed else { return (few?.subset, nil) }
        return (few.subset, try counted(search, among: few.subset))
    }

    private func counted(_ search: UserSearch, among few: UserSearch.Subset?) throws -> Count {
        let plan = search.plan(among: few)
        return try count(plan.from, where: plan.condition, by: plan.keyset, upTo: UserSearch.few)
    }

    private func listed<Item>(
        _ plan: UserSearch.Plan, _ columns: SQL, _ size: Int, at cursor: Cursor?, _ decode: (Columns) throws -> Item
    ) throws -> Listing<Item> {
        try listing(select: columns, from: plan.from, where: plan.condition, by: plan.keyset, size: size, at: cursor, decode)
    }

    private func before(_ page: Listing<UserEntry>, _ plan: UserSearch.Plan, _ count: Count, _ withChief: Bool) throws -> Int? {
        guard case .exactly = count else { return nil }
        guard let previous = page.previous else { return 0 }
        let ahead = try self.count(plan.from, where: plan.condition, by: plan.keyset, at: previous, upTo: UserSearch.few)
        guard case .exactly(let number) = ahead else { return nil }
        return number + (withChief ? 1 : 0)
    }

    /// With their numbers, which are in their owners' rows alone.
    private func users(_ entries: [UserEntry], _ sealer: Sealer) throws -> [UserRow] {
        guard !entries.isEmpty else { return [] }
        var numbers: [Int64: SSIN] = Dictionary(minimumCapacity: entries.count)
        try each("SELECT id, ssin_sealed FROM people WHERE id IN \(list: entries.map(\.person))") {
            numbers[try $0.integer(at: 0)] = try sealer.ssin($0.bytes(at: 1))
        }
        return entries.compactMap { entry in numbers[entry.person].map { UserRow(entry, $0) } }
    }
}

/// What the list itself says of someone.
private struct UserEntry: Sendable {
    static let columns: SQL =
        "r.assignment, r.role, r.given_name, r.family_name, r.name, r.person, r.user_name, r.blocked, r.since, r.applications"

    let id: Assignment.ID
    let role: Role
    let givenName: String
    let familyName: String
    let folded: String
    let person: Int64
    let userName: String
    let isBlocked: Bool
    let since: Date
    let applications: Int

    init(_ row: Columns) throws {
        (id, role) = (.init(rawValue: try row.integer(at: 0)), Role(rawValue: try row.text(at: 1)) ?? .user)
        (givenName, familyName, folded) = (try row.text(at: 2), try row.text(at: 3), try row.text(at: 4))
        (person, userName, isBlocked) = (try row.integer(at: 5), try row.text(at: 6), try row.integer(at: 7) == 1)
        (since, applications) = (Dates.date(microseconds: try row.integer(at: 8)), Int(try row.integer(at: 9)))
    }
}

extension UserRow {
    fileprivate init(_ entry: UserEntry, _ ssin: SSIN) {
        self.init(
            id: entry.id, role: entry.role, givenName: entry.givenName, familyName: entry.familyName, folded: entry.folded, ssin: ssin,
            userName: entry.userName.isEmpty ? nil : entry.userName, isBlocked: entry.isBlocked, since: entry.since,
            applications: entry.applications)
    }
}

extension Sealer {
    fileprivate func ssin(_ sealed: [UInt8]) throws -> SSIN { try SSIN(open(sealed, purpose: "ssin")) }
}

extension Count {
    fileprivate func adding(_ more: Int) -> Count {
        switch self {
        case .exactly(let number): .exactly(number + more)
        case .moreThan: self
        }
    }
}
