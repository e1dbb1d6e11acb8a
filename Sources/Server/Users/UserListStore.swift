import Foundation
import Rules
import Storage

/// One line of the list of users.
struct UserRow: Sendable {
    let id: Assignment.ID
    let person: Person.ID
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
    /// Who is counted, when the filter leaves nobody out.
    let members: MemberCount?

    func without(_ others: Set<PowerRow>, in quality: Quality) -> UserList {
        guard !others.isEmpty else { return self }
        return UserList(
            rows: rows.filter { !others.contains($0.row(in: quality)) }, next: next, previous: previous, count: count, before: before,
            members: members)
    }
}

extension UserRow {
    /// The assignment that it shows: of the quality, or of its entity's chief.
    func row(in quality: Quality) -> PowerRow { PowerRow(user: id, person, role, in: quality, isBlocked: isBlocked) }
}

extension PowerRow {
    /// What a line of the list of users says.
    init(user id: Assignment.ID, _ person: Person.ID, _ role: Role, in quality: Quality, isBlocked: Bool) {
        self.init(
            Assignment(id: id, person: person, role: role, entity: quality.entity, quality: role.isOfQuality ? quality.id : nil),
            isBlocked: isBlocked)
    }
}

/// How many have a role in a quality: what the list of users holds without a filter, and what every page says that leads to it.
struct MemberCount: Sendable {
    let users: Count
    /// The manager and the co-managers; the chief, while no manager is appointed.
    let managers: Int

    var total: Count { users.adding(managers) }
}

extension Transaction {
    /// One page of everyone with a role in a quality (MISSION M9): its manager, its co-managers and its users; on the first page also the chief,
    /// while no manager is appointed. A filter by application finds those who open every application too, on the first page.
    func users(_ filter: UserFilter, of quality: Quality, at cursor: Cursor?, size: Int = 50) throws -> UserList {
        let search = try search(filter, in: quality.id)
        let members = filter.isEmpty ? try memberCount(quality) : nil
        let found = try members == nil ? survey(search) : (few: nil, count: nil)
        let plan = search.plan(among: found.few)
        let first = try firstUsers(filter, of: quality)
        var page = try listed(plan, UserEntry.columns, size, at: cursor, UserEntry.init)
        // On the first page they have a place among the rows.
        if page.previous == nil, !first.isEmpty { page = try listed(plan, UserEntry.columns, max(size - first.count, 1), at: nil, UserEntry.init) }
        let isFirst = page.previous == nil
        let rows = (isFirst ? first : []) + (try users(page.items))
        let listed = found.count ?? (isFirst && page.next == nil ? .exactly(page.items.count) : .moreThan(size))
        let count = members?.total ?? listed.adding(first.count)
        return UserList(
            rows: rows, next: page.next, previous: page.previous, count: count, before: try before(page, plan, count, first.count), members: members)
    }

    /// Those who stand before all others whatever the order, as they are in no index of it: the chief, while no manager is appointed; with a filter by
    /// application, also those who open every application.
    func firstUsers(_ filter: UserFilter, of quality: Quality) throws -> [UserRow] {
        let chief = try managingChief(of: quality).flatMap { filter.admits(chief: $0) ? $0 : nil }
        guard let staff = try search(filter, in: quality.id).openingEverything else { return [chief].compactMap(\.self) }
        let entries = try rows("SELECT \(UserEntry.columns) FROM roster r WHERE \(staff) ORDER BY r.role DESC, r.name, r.assignment", UserEntry.init)
        return [chief].compactMap(\.self) + (try users(entries))
    }

    /// The next of them in the same order, for those who read them all.
    func userKeys(_ filter: UserFilter, of quality: Quality, after cursor: Cursor?, size: Int) throws -> (keys: [Assignment.ID], next: Cursor?) {
        let search = try search(filter, in: quality.id)
        let page = try listed(search.plan(among: try survey(search).few), "r.assignment", size, at: cursor) {
            Assignment.ID(rawValue: try $0.integer(at: 0))
        }
        // Whoever was last may be gone, and a list without more begins again.
        guard cursor == nil || page.previous != nil else { return ([], nil) }
        return (page.items, page.next)
    }

    /// The chief, while no manager is appointed (MISSION D11).
    func managingChief(of quality: Quality) throws -> UserRow? {
        try row(
            """
            SELECT a.id, a.role, p.given_name, p.family_name, p.folded, a.person, COALESCE(u.user_name, ''),
                CASE WHEN b.id IS NULL THEN 0 ELSE 1 END, t.at, 0, p.ssin_sealed
            FROM (SELECT a.id, a.person, a.role, a.opened_by \(chiefManaging(quality))) a
            JOIN people p ON p.id = a.person JOIN acts t ON t.id = a.opened_by LEFT JOIN accounts u ON u.person = a.person
            LEFT JOIN blocks b ON b.assignment = a.id AND b.open = 1
            """
        ) { row in
            let entry = try UserEntry(row)
            return UserRow(entry, try sealer.ssin(row.bytes(at: 10), of: .init(rawValue: entry.person)))
        }
    }

    private func chiefManaging(_ quality: Quality) -> SQL {
        """
        FROM assignments a WHERE a.entity = \(quality.entity) AND a.role = 'chief' AND a.open = 1
            AND NOT EXISTS (SELECT 1 FROM assignments m WHERE m.quality = \(quality.id) AND m.role = 'manager' AND m.open = 1)
        """
    }

    /// Whether a quality has anyone of role user.
    func hasUsers(_ quality: Quality.ID) throws -> Bool { try userCount(quality, upTo: 0) != .exactly(0) }

    /// How many have a role there, as far as counting is cheap.
    func memberCount(_ quality: Quality) throws -> MemberCount {
        let staff = try count("SELECT COUNT(*) FROM roster r WHERE r.quality = \(quality.id) AND \(UserSearch.isStaff)")
        return MemberCount(users: try userCount(quality.id), managers: try staff + count("SELECT COUNT(*) \(chiefManaging(quality))"))
    }

    /// How many hold the role of user there, as far as counting is cheap.
    private func userCount(_ quality: Quality.ID, upTo bound: Int = UserSearch.few) throws -> Count {
        try count(
            "roster r", where: "r.quality = \(quality) AND r.role = 'user'", by: Keyset(.text("r.name"), .integer("r.assignment")), upTo: bound)
    }

    /// How the filter is answered; a number is looked for where it is kept.
    func search(_ filter: UserFilter, in quality: Quality.ID) throws -> UserSearch {
        var search = UserSearch(quality: quality, filter: filter)
        guard let number = filter.number, let person = try personID(of: number.ssin), let held = try holding(of: person, in: quality) else {
            return search
        }
        if number.finds(number.ssin, of: held.assignment.role) { search.numbered = held.assignment.id }
        return search
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
        guard let few, few.subset.name == nil || few.size <= UserSearch.fewNamed else { return (few?.subset, nil) }
        return (few.subset, try counted(search, among: few.subset))
    }

    private func counted(_ search: UserSearch, among few: UserSearch.Subset?) throws -> Count {
        let plan = search.plan(among: few)
        return try count(plan.from, where: plan.condition, by: plan.keyset, upTo: UserSearch.few)
    }

    func listed<Item>(
        _ plan: UserSearch.Plan, _ columns: SQL, _ size: Int, at cursor: Cursor?, _ decode: (Columns) throws -> Item
    ) throws -> Listing<Item> {
        try listing(select: columns, from: plan.from, where: plan.condition, by: plan.keyset, size: size, at: cursor, decode)
    }

    private func before(_ page: Listing<UserEntry>, _ plan: UserSearch.Plan, _ count: Count, _ first: Int) throws -> Int? {
        guard case .exactly = count else { return nil }
        guard let previous = page.previous else { return 0 }
        let ahead = try self.count(plan.from, where: plan.condition, by: plan.keyset, at: previous, upTo: UserSearch.few)
        guard case .exactly(let number) = ahead else { return nil }
        return number + first
    }

    /// With their numbers, which are in their owners' rows alone.
    func users(_ entries: [UserEntry]) throws -> [UserRow] {
        guard !entries.isEmpty else { return [] }
        var numbers: [Int64: SSIN] = Dictionary(minimumCapacity: entries.count)
        try each("SELECT id, ssin_sealed FROM people WHERE id IN \(list: entries.map(\.person))") {
            let id = try $0.integer(at: 0)
            numbers[id] = try sealer.ssin($0.bytes(at: 1), of: .init(rawValue: id))
        }
        return entries.compactMap { entry in numbers[entry.person].map { UserRow(entry, $0) } }
    }
}

extension Count {
    func adding(_ more: Int) -> Count {
        switch self {
        case .exactly(let number): .exactly(number + more)
        case .moreThan: self
        }
    }
}
