import Foundation
import Rules
import Storage

/// Somebody whom a search over an entity finds, with every role they hold there that the reader may know of.
struct FoundPerson: Sendable {
    struct Held: Sendable {
        let assignment: Assignment
        let isBlocked: Bool
        var row: PowerRow { PowerRow(assignment, isBlocked: isBlocked) }
    }

    let id: Person.ID
    let givenName: String
    let familyName: String
    let userName: String?
    let ssin: SSIN
    /// The highest first.
    let held: [Held]
}

/// One page of those who are found.
struct FoundPeople: Sendable {
    let people: [FoundPerson]
    let next: Cursor?

    var rows: [PowerRow] { people.flatMap { $0.held.map(\.row) } }

    func without(_ others: Set<PowerRow>) -> FoundPeople {
        guard !others.isEmpty else { return self }
        let kept = people.map { person in
            FoundPerson(
                id: person.id, givenName: person.givenName, familyName: person.familyName, userName: person.userName, ssin: person.ssin,
                held: person.held.filter { !others.contains($0.row) })
        }
        return FoundPeople(people: kept.filter { !$0.held.isEmpty }, next: next)
    }
}

extension Transaction {
    /// One page of a search over qualities of an entity (MISSION M6): each person once, where the first of their matching roles stands. Every quality has
    /// its list in the order of names; the next of each are read and merged.
    /// - Parameter chiefs: whether those who hold the whole entity are looked among, too.
    func found(
        _ filter: UserFilter, in qualities: [Quality], of entity: Entity.ID, chiefs: Bool, at cursor: Cursor?, size: Int = 50
    ) throws -> FoundPeople {
        var entries: [(key: String, entry: UserEntry)] = []
        for quality in qualities { entries += try nextEntries(filter, of: quality.id, after: cursor, size) }
        entries.sort { ($0.key, $0.entry.id.rawValue) < ($1.key, $1.entry.id.rawValue) }
        let hasMore = entries.count > size
        let page = entries.prefix(size)
        let first = try firstAssignments(of: page.map(\.entry.person), in: qualities)
        let atTop = chiefs && cursor == nil ? try holdersOfWhole(entity, filter) : []
        let top = Set(atTop.map(\.person.rawValue))
        let users = try users(page.map(\.entry).filter { first[$0.person] == $0.id && !top.contains($0.person) })
        let held = try roles(of: (atTop + users).map(\.person), in: entity, qualities, chiefs: chiefs)
        return FoundPeople(
            people: (atTop + users).map { user in
                FoundPerson(
                    id: user.person, givenName: user.givenName, familyName: user.familyName, userName: user.userName, ssin: user.ssin,
                    held: held[user.person] ?? [])
            }, next: hasMore ? page.last.map { Cursor(.after, [.text($0.key), .integer($0.entry.id.rawValue)]) } : nil)
    }

    private func nextEntries(
        _ filter: UserFilter, of quality: Quality.ID, after cursor: Cursor?, _ size: Int
    ) throws -> [(key: String, entry: UserEntry)] {
        let search = try search(filter, in: quality)
        guard filter.number == nil || search.numbered != nil else { return [] }
        let plan = search.plan(among: nil)
        guard cursor.map(plan.keyset.fits) ?? true else { return [] }
        let page = try listed(plan, "\(UserEntry.columns), \(search.nameColumn)", size + 1, at: cursor) { row in
            (key: try row.text(at: 10), entry: try UserEntry(row))
        }
        return cursor == nil || page.previous != nil ? page.items : []
    }

    /// The oldest assignment of each in these qualities.
    private func firstAssignments(of people: [Int64], in qualities: [Quality]) throws -> [Int64: Assignment.ID] {
        guard !people.isEmpty else { return [:] }
        let found = try rows(
            """
            SELECT person, MIN(id) AS first FROM assignments
            WHERE open = 1 AND quality IN \(list: qualities.map(\.id)) AND person IN \(list: people) GROUP BY person
            """
        ) { (try $0.integer("person"), Assignment.ID(rawValue: try $0.integer("first"))) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    /// The chief and the co-chiefs, as far as the filter asks for them.
    private func holdersOfWhole(_ entity: Entity.ID, _ filter: UserFilter) throws -> [UserRow] {
        guard filter.application == nil else { return [] }
        let holdings = try [chief(of: entity)].compactMap(\.self) + coChiefs(of: entity)
        let people = try people(holdings.map(\.assignment.person))
        return try holdings.compactMap { holding in
            guard let person = people[holding.assignment.person] else { return nil }
            let row = UserRow(
                id: holding.assignment.id, person: person.id, role: holding.assignment.role, givenName: person.givenName?.text ?? "",
                familyName: person.familyName.text, folded: Folding.fold("\(person.familyName.text) \(person.givenName?.text ?? "")"),
                ssin: person.ssin, userName: try account(of: person.id)?.userName, isBlocked: holding.isBlocked, since: .distantPast, applications: 0)
            return filter.admits(person, row) ? row : nil
        }
    }

    private func roles(
        of people: [Person.ID], in entity: Entity.ID, _ qualities: [Quality], chiefs: Bool
    ) throws -> [Person.ID: [FoundPerson.Held]] {
        guard !people.isEmpty else { return [:] }
        let allowed = Set(qualities.map(\.id))
        let found = try rows(
            """
            SELECT a.id, a.person, a.role, a.entity, a.quality, b.id AS block FROM assignments a
            LEFT JOIN blocks b ON b.assignment = a.id AND b.open = 1
            WHERE a.open = 1 AND a.entity = \(entity) AND a.person IN \(list: people) ORDER BY a.id
            """
        ) { FoundPerson.Held(assignment: try Assignment($0), isBlocked: try $0.optionalInteger("block") != nil) }
        let shown = found.filter { $0.assignment.quality.map(allowed.contains) ?? chiefs }
        return Dictionary(grouping: shown.sorted { $0.assignment.role > $1.assignment.role }, by: \.assignment.person)
    }
}

extension UserFilter {
    /// Whether somebody who is in no list fits.
    fileprivate func admits(_ person: Person, _ row: UserRow) -> Bool {
        let terms = RosterName(row)
        return names.allSatisfy { terms.starts(with: $0.typed, in: $0.part) } && number?.finds(person.ssin, of: row.role) ?? true
            && (title == nil || person.title == title) && person.language == language ?? person.language
            && (email.isEmpty || person.email?.text.lowercased().hasPrefix(email) ?? false)
    }
}
