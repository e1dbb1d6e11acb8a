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
        var page = try listed(plan, size, at: cursor)
        if page.previous == nil, chief != nil { page = try listed(plan, size - 1, at: nil) }
        let isFirst = page.previous == nil
        let rows = (isFirst ? [chief].compactMap(\.self) : []) + (try users(page.items, sealer))
        let count = (found.count ?? (isFirst && page.next == nil ? .exactly(page.items.count) : .moreThan(size))).adding(chief == nil ? 0 : 1)
        return UserList(rows: rows, next: page.next, previous: page.previous, count: count, before: try before(page, plan, count, chief != nil))
    }

    /// The next of them in the same order, for those who read them all.
    func userKeys(_ filter: UserFilter, of quality: Quality, after cursor: Cursor?, size: Int) throws -> (keys: [Assignment.ID], next: Cursor?) {
        let search = UserSearch(quality: quality.id, filter: filter)
        let page = try listed(search.plan(among: try survey(search).few), size, at: cursor)
        // Whoever was last may be gone, and a list without more begins again.
        guard cursor == nil || page.previous != nil else { return ([], nil) }
        return (page.items, page.next)
    }

    /// The chief, while no manager is appointed (MISSION D11).
    func managingChief(of quality: Quality, _ sealer: Sealer) throws -> UserRow? {
        try row(
            """
            SELECT a.id, a.role, p.given_name, p.family_name, p.folded, p.ssin_sealed, COALESCE(u.user_name, ''),
                CASE WHEN b.id IS NULL THEN 0 ELSE 1 END, t.at, 0
            FROM assignments a JOIN people p ON p.id = a.person JOIN acts t ON t.id = a.opened_by LEFT JOIN accounts u ON u.person = a.person
            LEFT JOIN blocks b ON b.assignment = a.id AND b.open = 1
            WHERE a.entity = \(quality.entity) AND a.role = 'chief' AND a.open = 1
                AND NOT EXISTS (SELECT 1 FROM assignments m WHERE m.quality = \(quality.id) AND m.role = 'manager' AND m.open = 1)
            """
        ) { try UserRow($0, sealer) }
    }

    /// Whether a quality has anyone of role user.
    func hasUsers(_ quality: Quality.ID) throws -> Bool { try userCount(quality, upTo: 0) != .exactly(0) }

    /// How many hold the role of user there, as far as counting is cheap.
    func userCount(_ quality: Quality.ID, upTo bound: Int = UserSearch.few) throws -> Count {
        try count(
            "roster r", where: "r.quality = \(quality) AND r.role || '' = 'user'", by: Keyset(.text("r.name"), .integer("r.assignment")), upTo: bound)
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
        return (few?.subset, try few.map { try counted(search, among: $0.subset) })
    }

    private func counted(_ search: UserSearch, among few: UserSearch.Subset?) throws -> Count {
        let plan = search.plan(among: few)
        return try count(plan.from, where: plan.condition, by: plan.keyset, upTo: UserSearch.few)
    }

    private func listed(_ plan: UserSearch.Plan, _ size: Int, at cursor: Cursor?) throws -> Listing<Assignment.ID> {
        try listing(select: "r.assignment AS found", from: plan.from, where: plan.condition, by: plan.keyset, size: size, at: cursor) {
            Assignment.ID(rawValue: try $0.integer("found"))
        }
    }

    private func before(_ page: Listing<Assignment.ID>, _ plan: UserSearch.Plan, _ count: Count, _ withChief: Bool) throws -> Int? {
        guard case .exactly = count else { return nil }
        guard let previous = page.previous else { return 0 }
        let ahead = try self.count(plan.from, where: plan.condition, by: plan.keyset, at: previous, upTo: UserSearch.few)
        guard case .exactly(let number) = ahead else { return nil }
        return number + (withChief ? 1 : 0)
    }

    /// The rows of these assignments, in their order.
    private func users(_ ids: [Assignment.ID], _ sealer: Sealer) throws -> [UserRow] {
        guard !ids.isEmpty else { return [] }
        var found: [Assignment.ID: UserRow] = Dictionary(minimumCapacity: ids.count)
        try each(
            """
            SELECT r.assignment, r.role, p.given_name, p.family_name, r.name, p.ssin_sealed, r.user_name, r.blocked, r.since,
                (SELECT COUNT(*) FROM grants g WHERE g.assignment = r.assignment AND g.open = 1)
            FROM roster r JOIN people p ON p.id = r.person WHERE r.assignment IN \(list: ids)
            """
        ) {
            let row = try UserRow($0, sealer)
            found[row.id] = row
        }
        return ids.compactMap { found[$0] }
    }
}

extension UserRow {
    /// Of columns in the order of its members.
    fileprivate init(_ row: Columns, _ sealer: Sealer) throws {
        let userName = try row.text(at: 6)
        self.init(
            id: .init(rawValue: try row.integer(at: 0)), role: Role(rawValue: try row.text(at: 1)) ?? .user, givenName: try row.text(at: 2),
            familyName: try row.text(at: 3), folded: try row.text(at: 4), ssin: try SSIN(sealer.open(row.bytes(at: 5), purpose: "ssin")),
            userName: userName.isEmpty ? nil : userName, isBlocked: try row.integer(at: 7) == 1,
            since: Dates.date(microseconds: try row.integer(at: 8)), applications: Int(try row.integer(at: 9)))
    }
}

extension Count {
    fileprivate func adding(_ more: Int) -> Count {
        switch self {
        case .exactly(let number): .exactly(number + more)
        case .moreThan: self
        }
    }
}
