import Rules
import Storage

/// The rows that the acts so far must have left behind.
struct Replay {
    /// One row of a table that gives power, as its acts say it is.
    struct Row: Equatable {
        var columns: [String: Value]
        var openedBy: Act.ID
        var closedBy: Act.ID?
    }

    struct Name: Hashable {
        let table: String
        let id: Int64
        var told: String { "row \(id) of \(table)" }
    }

    var rows: [Name: Row] = [:]
    var openAssignments: [Assignment.ID: Person.ID] = [:]
    var functions: [LegalFunction.ID: LegalFunction] = [:]

    mutating func play(_ act: Act, _ position: Int64) throws {
        for change in act.changes {
            switch change {
            case .registrationOpened(let row): try open("registrations", row.id.rawValue, ["entity": row.entity.bound], act, position)
            case .qualityOpened(let row):
                try open(
                    "qualities", row.id.rawValue, ["entity": row.entity.bound, "domain": row.domain.bound, "identifier": row.identifier.bound], act,
                    position)
            case .assignmentOpened(let row):
                openAssignments[row.id] = row.person
                try open(
                    "assignments", row.id.rawValue,
                    ["person": row.person.bound, "role": row.role.rawValue.bound, "entity": row.entity.bound, "quality": row.quality.bound], act,
                    position)
            case .blockOpened(let row):
                try open("blocks", row.id.rawValue, ["assignment": row.assignment.bound, "reason": row.reason.rawValue.bound], act, position)
            case .grantOpened(let row):
                try open("grants", row.id.rawValue, ["assignment": row.assignment.bound, "application": row.application.bound], act, position)
            case .assignmentClosed(let key):
                openAssignments[key] = nil
                try close("assignments", key.rawValue, act, position)
            case .blockClosed(let key): try close("blocks", key.rawValue, act, position)
            case .grantClosed(let key): try close("grants", key.rawValue, act, position)
            }
        }
    }

    private mutating func open(_ table: String, _ id: Int64, _ columns: [String: Value], _ act: Act, _ position: Int64) throws {
        let name = Name(table: table, id: id)
        guard rows[name] == nil else { throw LedgerFault.impossibleChange(position: position, row: name.told) }
        rows[name] = Row(columns: columns, openedBy: act.id)
    }

    private mutating func close(_ table: String, _ id: Int64, _ act: Act, _ position: Int64) throws {
        let name = Name(table: table, id: id)
        guard rows[name] != nil, rows[name]?.closedBy == nil else { throw LedgerFault.impossibleChange(position: position, row: name.told) }
        rows[name]?.closedBy = act.id
    }

    /// Holds every row of every table against what the acts say.
    func compare(_ tx: borrowing Transaction) throws {
        var rest = rows
        try check(tx, "registrations", "SELECT id, entity, open, opened_by, closed_by FROM registrations ORDER BY id", ["entity"], &rest)
        try check(
            tx, "qualities", "SELECT id, entity, domain, identifier, open, opened_by, closed_by FROM qualities ORDER BY id",
            ["entity", "domain", "identifier"], &rest)
        try check(
            tx, "assignments", "SELECT id, person, role, entity, quality, open, opened_by, closed_by FROM assignments ORDER BY id",
            ["person", "role", "entity", "quality"], &rest)
        try check(
            tx, "blocks", "SELECT id, assignment, reason, open, opened_by, closed_by FROM blocks ORDER BY id", ["assignment", "reason"], &rest)
        try check(
            tx, "grants", "SELECT id, assignment, application, open, opened_by, closed_by FROM grants ORDER BY id", ["assignment", "application"],
            &rest)
        if let missing = rest.keys.min(by: { $0.id < $1.id }) { throw LedgerFault.rowMissing(missing.told) }
    }

    private func check(_ tx: borrowing Transaction, _ table: String, _ select: SQL, _ columns: [String], _ rest: inout [Name: Row]) throws {
        try tx.each(select) { found in
            let name = Name(table: table, id: try found.integer("id"))
            guard let row = rest.removeValue(forKey: name) else { throw LedgerFault.rowUnaccounted(name.told) }
            for column in columns where try found.value(column) != row.columns[column] { throw LedgerFault.rowDiffers(name.told, column: column) }
            guard try found.integer("opened_by") == row.openedBy.rawValue else { throw LedgerFault.rowDiffers(name.told, column: "opened_by") }
            guard try found.optionalInteger("closed_by") == row.closedBy?.rawValue else {
                throw LedgerFault.rowDiffers(name.told, column: "closed_by")
            }
            guard try found.optionalInteger("open") == (row.closedBy == nil ? 1 : nil) else {
                throw LedgerFault.rowDiffers(name.told, column: "open")
            }
        }
    }
}
