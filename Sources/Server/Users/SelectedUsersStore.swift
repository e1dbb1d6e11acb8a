import Rules
import Storage

/// Those whom an act on many is about.
extension Transaction {
    /// The next of them for an act on all: in an order that what is done to those before does not change.
    func matchingKeys(_ filter: UserFilter, of quality: Quality, after cursor: Cursor?, size: Int) throws -> (keys: [Assignment.ID], next: Cursor?) {
        let plan = try search(filter, in: quality.id).plan(among: nil)
        guard cursor.map(plan.keyset.fits) ?? true else { return ([], nil) }
        let page = try listed(plan, "r.assignment", size, at: cursor) { Assignment.ID(rawValue: try $0.integer(at: 0)) }
        guard cursor == nil || page.previous != nil else { return ([], nil) }
        return (page.items, page.next)
    }

    /// How many a filter finds, counted much further than a page counts: for those who are asked to confirm an act on all of them.
    func matchingCount(_ filter: UserFilter, of quality: Quality) throws -> Count {
        let plan = try search(filter, in: quality.id).plan(among: nil)
        return try count(plan.from, where: plan.condition, by: plan.keyset, upTo: 200_000).adding(firstUsers(filter, of: quality).count)
    }

    /// The lines of these people, in the order of names; the chief first, while no manager is appointed. They are about to be confirmed by name, so the
    /// names are those of their own rows, which carry codes: the list's are anybody's to write who writes to the database.
    /// - Parameter people: their own rows, as they were read.
    func users(_ keys: [Assignment.ID], _ people: [Person.ID: Person], of quality: Quality) throws -> [UserRow] {
        guard !keys.isEmpty else { return [] }
        let chief = try managingChief(of: quality).flatMap { keys.contains($0.id) ? $0 : nil }
        let entries = try rows(
            "SELECT \(UserEntry.columns) FROM roster r WHERE r.quality = \(quality.id) AND r.assignment IN \(list: keys) ORDER BY r.name, r.assignment",
            UserEntry.init)
        let found = [chief].compactMap(\.self) + entries.compactMap { entry in people[entry.owner].map { UserRow(entry, $0.ssin) } }
        let userNames = try userNames(of: found.map(\.person))
        return found.compactMap { row in people[row.person].map { UserRow(row, named: $0, userName: userNames[row.person]) } }
    }
}

extension UserRow {
    /// The same line with the names that the person's own rows give.
    fileprivate init(_ row: UserRow, named person: Person, userName: String?) {
        self.init(
            id: row.id, person: row.person, role: row.role, givenName: person.givenName?.text ?? "", familyName: person.familyName.text,
            folded: row.folded, ssin: person.ssin, userName: userName, isBlocked: row.isBlocked, since: row.since, applications: row.applications)
    }
}
