import Rules
import Storage

/// A row that gives power, and how it stands in its table.
protocol LedgerRow: Identifiable, Sendable where ID == Key<Self> {
    static var table: String { get }
    /// Every row, in the order of their keys.
    static var all: SQL { get }
    /// The first column that does not hold what the acts say; nil when all do.
    func differing(_ found: Columns) throws -> String?
}

/// The rows of one table that the acts so far must have left behind: for millions of them, so in one array, with their places by key.
struct LedgerRows<Row: LedgerRow> {
    private struct Entry {
        let row: Row
        let openedBy: Act.ID
        var closedBy: Act.ID?
    }

    private var entries: [Entry] = []
    private var places: [Row.ID: Int32] = [:]

    static func told(_ id: Row.ID) -> String { "row \(id) of \(Row.table)" }

    /// The row, while it is open.
    subscript(open id: Row.ID) -> Row? {
        guard let place = places[id].map(Int.init), entries[place].closedBy == nil else { return nil }
        return entries[place].row
    }

    mutating func open(_ row: Row, by act: Act.ID, at position: Int64) throws {
        guard places.updateValue(Int32(entries.count), forKey: row.id) == nil else { throw impossible(row.id, position) }
        entries.append(Entry(row: row, openedBy: act))
    }

    mutating func close(_ id: Row.ID, by act: Act.ID, at position: Int64) throws {
        guard let place = places[id].map(Int.init), entries[place].closedBy == nil else { throw impossible(id, position) }
        entries[place].closedBy = act
    }

    /// Holds every row of the table against what the acts say; the first row, by key, that the table lacks.
    func compare(_ tx: borrowing Transaction) throws -> Row.ID? {
        var isMissing = Array(repeating: true, count: entries.count)
        try tx.each(Row.all) { found in
            let id = Row.ID(rawValue: try found.integer("id"))
            guard let place = places[id].map(Int.init), isMissing[place] else { throw LedgerFault.rowUnaccounted(Self.told(id)) }
            isMissing[place] = false
            if let column = try differing(entries[place], found) { throw LedgerFault.rowDiffers(Self.told(id), column: column) }
        }
        return zip(entries, isMissing).lazy.filter { $0.1 }.map(\.0.row.id).min()
    }

    private func differing(_ entry: Entry, _ found: Columns) throws -> String? {
        if let column = try entry.row.differing(found) { return column }
        guard try found.integer("opened_by") == entry.openedBy.rawValue else { return "opened_by" }
        guard try found.optionalInteger("closed_by") == entry.closedBy?.rawValue else { return "closed_by" }
        guard try found.optionalInteger("open") == (entry.closedBy == nil ? 1 : nil) else { return "open" }
        return nil
    }

    private func impossible(_ id: Row.ID, _ position: Int64) -> LedgerFault { .impossibleChange(position: position, row: Self.told(id)) }
}

extension Registration: LedgerRow {
    static let table = "registrations"
    static let all: SQL = "SELECT id, entity, open, opened_by, closed_by FROM registrations ORDER BY id"

    func differing(_ found: Columns) throws -> String? { try found.integer("entity") == entity.rawValue ? nil : "entity" }
}

extension Quality: LedgerRow {
    static let table = "qualities"
    static let all: SQL = "SELECT id, entity, domain, identifier, open, opened_by, closed_by FROM qualities ORDER BY id"

    func differing(_ found: Columns) throws -> String? {
        guard try found.integer("entity") == entity.rawValue else { return "entity" }
        guard try found.text("domain") == domain else { return "domain" }
        return try found.text("identifier") == identifier ? nil : "identifier"
    }
}

extension Assignment: LedgerRow {
    static let table = "assignments"
    static let all: SQL = "SELECT id, person, role, entity, quality, open, opened_by, closed_by FROM assignments ORDER BY id"

    func differing(_ found: Columns) throws -> String? {
        guard try found.integer("person") == person.rawValue else { return "person" }
        guard try found.text("role") == role.rawValue else { return "role" }
        guard try found.integer("entity") == entity.rawValue else { return "entity" }
        return try found.optionalInteger("quality") == quality?.rawValue ? nil : "quality"
    }
}

extension Block: LedgerRow {
    static let table = "blocks"
    static let all: SQL = "SELECT id, assignment, reason, open, opened_by, closed_by FROM blocks ORDER BY id"

    func differing(_ found: Columns) throws -> String? {
        guard try found.integer("assignment") == assignment.rawValue else { return "assignment" }
        return try found.text("reason") == reason.rawValue ? nil : "reason"
    }
}

extension Grant: LedgerRow {
    static let table = "grants"
    static let all: SQL = "SELECT id, assignment, application, open, opened_by, closed_by FROM grants ORDER BY id"

    func differing(_ found: Columns) throws -> String? {
        guard try found.integer("assignment") == assignment.rawValue else { return "assignment" }
        return try found.text("application") == application ? nil : "application"
    }
}
