import Foundation
import Rules
import Storage
import Web

/// The lines of the table of users, in the reader's language: written from the database's own bytes, with what repeats in them prepared.
struct UserLines: Sendable {
    let head: [UInt8]
    private let csv: CSV
    private let zone: Zone
    /// Whose numbers stand there in full.
    private let whole: Set<Role>
    private let viewer: Person.ID
    private let roles: [Role: [UInt8]]
    private let statuses: (active: [UInt8], blocked: [UInt8])
    /// Of whoever opens every application without ticking.
    private let all: [UInt8]
    private let applications: Ticked
    private let quality: Quality

    init(_ visit: Visit) throws {
        let (csv, domain) = (CSV(visit.language), try visit.thisDomain())
        quality = try visit.thisQuality()
        let titles = [
            "users.familyName", "users.givenName", "users.userName", "users.type", "users.ssin", "users.status", "users.applications",
            "users.filter.since",
        ]
        head = Array(titles.map { csv.cell(visit.say($0)) }.joined(separator: [csv.separator])) + CSV.end
        self.csv = csv
        zone = visit.house.zone
        whole = Set(Role.allCases.filter(visit.seesNumbers))
        viewer = try visit.actor().person
        roles = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, csv.cell(visit.say("roles.short.\($0.rawValue)"))) })
        statuses = (csv.cell(visit.say("statuses.active")), csv.cell(visit.say("statuses.blocked")))
        all = csv.cell(visit.say("users.all"))
        applications = Ticked(csv, domain, visit.language)
    }

    /// Whether the line holds the number of another in full.
    func discloses(_ person: Person.ID, as role: Role) -> Bool { whole.contains(role) && person != viewer }

    func written(of user: UserRow) -> [UInt8] {
        var line: [UInt8] = []
        for name in [user.familyName, user.givenName, user.userName ?? ""] { write(name.utf8, to: &line) }
        write(role: user.role, user.ssin, isBlocked: user.isBlocked, to: &line)
        line += user.role == .user ? [] : all
        write(since: user.since, to: &line)
        return line
    }

    /// Lines, and what they rest on.
    struct Written: Sendable {
        var lines: [UInt8] = []
        /// How many numbers of others stand there in full.
        var disclosed = 0
        var rows: [PowerRow] = []
    }

    /// The lines of users in the order of their keys. Whoever was there a moment ago and is not now, has none.
    /// - Parameter others: rows that no act gave; they have none either.
    func written(of keys: [Assignment.ID], without others: Set<PowerRow>, _ tx: borrowing Transaction) throws -> Written {
        guard !keys.isEmpty else { return Written() }
        var written = Written()
        written.rows.reserveCapacity(keys.count)
        var places: [Int64: Int] = Dictionary(minimumCapacity: keys.count)
        for (place, key) in keys.enumerated() { places[key.rawValue] = place }
        var (texts, halves): ([UInt8], [Halves?]) = ([], Array(repeating: nil, count: keys.count))
        texts.reserveCapacity(keys.count * 96)
        let sealer = try tx.sealer
        try tx.each(
            """
            SELECT r.assignment, p.family_name, p.given_name, r.user_name, r.role, p.ssin_sealed, r.blocked, r.since, p.id
            FROM roster r JOIN people p ON p.id = r.person WHERE r.assignment IN \(list: keys)
            """
        ) { row in
            guard let place = places[try row.integer(at: 0)] else { return }
            let (role, isBlocked) = (Role(rawValue: try row.text(at: 4)) ?? .user, try row.integer(at: 6) == 1)
            let person = Person.ID(rawValue: try row.integer(at: 8))
            let shown = PowerRow(user: keys[place], person, role, in: quality, isBlocked: isBlocked)
            guard !others.contains(shown) else { return }
            written.rows.append(shown)
            let start = texts.count
            for column in 1...3 { try row.lendText(at: column) { text in text.withUnsafeBytes { write($0, to: &texts) } } }
            write(role: role, try sealer.ssin(row.bytes(at: 5), of: person), isBlocked: isBlocked, to: &texts)
            if discloses(person, as: role) { written.disclosed += 1 }
            if role != .user { texts += all }
            let middle = texts.count
            write(since: Dates.date(microseconds: try row.integer(at: 7)), to: &texts)
            halves[place] = Halves(start: start, middle: middle, end: texts.count, isTicked: role == .user)
        }
        written.lines = try joined(halves, texts, ticked: applications.read(keys, places, tx))
        return written
    }

    /// A line before and behind what its user ticked.
    private struct Halves {
        let start, middle, end: Int
        let isTicked: Bool
    }

    private func joined(_ halves: [Halves?], _ texts: [UInt8], ticked: [[Int]]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(texts.count * 2)
        for (place, halves) in halves.enumerated() {
            guard let halves else { continue }
            lines += texts[halves.start..<halves.middle]
            if halves.isTicked { applications.write(ticked[place], csv, to: &lines) }
            lines += texts[halves.middle..<halves.end]
        }
        return lines
    }

    private func write(_ cell: some Collection<UInt8>, to line: inout [UInt8]) {
        csv.write(cell, to: &line)
        line.append(csv.separator)
    }

    /// Type, number and status, up to the applications.
    private func write(role: Role, _ ssin: SSIN, isBlocked: Bool, to line: inout [UInt8]) {
        line += roles[role] ?? []
        line.append(csv.separator)
        write((whole.contains(role) ? ssin.formatted : ssin.masked).utf8, to: &line)
        line += isBlocked ? statuses.blocked : statuses.active
        line.append(csv.separator)
    }

    private func write(since: Date, to line: inout [UInt8]) {
        line.append(csv.separator)
        line += zone.day(since).text.utf8
        line += CSV.end
    }
}

/// Who ticked which application.
private struct Ticked: Sendable {
    private let places: [SecuredApplication.Code: Int]
    private let labels: [String]

    init(_ csv: CSV, _ domain: AccessDomain, _ language: Language) {
        labels = domain.applications.map { $0.labels[language] ?? $0.code.rawValue }
        places = Dictionary(domain.applications.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Of each user the places of their applications, in the order of their codes.
    func read(_ keys: [Assignment.ID], _ users: [Int64: Int], _ tx: borrowing Transaction) throws -> [[Int]] {
        var ticked: [[Int]] = Array(repeating: [], count: keys.count)
        try tx.each(
            "SELECT assignment, application FROM grants WHERE open = 1 AND assignment IN \(list: keys) ORDER BY assignment, application"
        ) { row in
            guard let user = users[try row.integer(at: 0)], let place = places[.init(rawValue: try row.text(at: 1))] else { return }
            ticked[user].append(place)
        }
        return ticked
    }

    func write(_ places: [Int], _ csv: CSV, to line: inout [UInt8]) {
        csv.write(places.map { labels[$0] }.joined(separator: " · ").utf8, to: &line)
    }
}
