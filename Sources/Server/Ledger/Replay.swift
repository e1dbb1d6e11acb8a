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
    private var openAssignments: [Assignment.ID: Assignment] = [:]
    private var openBlocks: [Block.ID: Assignment.ID] = [:]
    private var blocked: Set<Assignment.ID> = []
    var functions: [LegalFunction.ID: LegalFunction] = [:]

    /// Who would act under an assignment now; nil unless it is open.
    func acting(under id: Assignment.ID) -> Acting? { openAssignments[id].map { Acting($0, isBlocked: blocked.contains(id)) } }

    mutating func play(_ act: Act, _ position: Int64) throws {
        for change in act.changes {
            guard isInPlace(change, of: act) else { throw LedgerFault.outOfPlace(position: position) }
            switch change {
            case .registrationOpened(let row): try open("registrations", row.id.rawValue, ["entity": row.entity.bound], act, position)
            case .qualityOpened(let row):
                try open(
                    "qualities", row.id.rawValue, ["entity": row.entity.bound, "domain": row.domain.bound, "identifier": row.identifier.bound], act,
                    position)
            case .assignmentOpened(let row):
                openAssignments[row.id] = row
                try open(
                    "assignments", row.id.rawValue,
                    ["person": row.person.bound, "role": row.role.rawValue.bound, "entity": row.entity.bound, "quality": row.quality.bound], act,
                    position)
            case .blockOpened(let row):
                openBlocks[row.id] = row.assignment
                blocked.insert(row.assignment)
                try open("blocks", row.id.rawValue, ["assignment": row.assignment.bound, "reason": row.reason.rawValue.bound], act, position)
            case .grantOpened(let row):
                try open("grants", row.id.rawValue, ["assignment": row.assignment.bound, "application": row.application.bound], act, position)
            case .assignmentClosed(let key):
                openAssignments[key] = nil
                try close("assignments", key.rawValue, act, position)
            case .blockClosed(let key):
                if let freed = openBlocks.removeValue(forKey: key) { blocked.remove(freed) }
                try close("blocks", key.rawValue, act, position)
            case .grantClosed(let key): try close("grants", key.rawValue, act, position)
            }
        }
    }

    /// Whatever an act opens or closes lies in the entity that it names and, when it names one, in that quality or in the entity as a whole.
    private func isInPlace(_ change: Change, of act: Act) -> Bool {
        switch change {
        case .registrationOpened(let row): row.entity == act.entity
        case .qualityOpened(let row): row.entity == act.entity
        case .assignmentOpened(let row): contains(row, act)
        case .assignmentClosed(let key): contains(openAssignments[key], act)
        case .blockOpened(let row): contains(openAssignments[row.assignment], act)
        case .blockClosed(let key): contains(openBlocks[key].flatMap { openAssignments[$0] }, act)
        case .grantOpened(let row): contains(openAssignments[row.assignment], act)
        case .grantClosed: true
        }
    }

    /// An absent assignment passes: what is not there to close is told as such.
    private func contains(_ assignment: Assignment?, _ act: Act) -> Bool {
        guard let assignment else { return true }
        return assignment.entity == act.entity && (assignment.quality == nil || assignment.quality == act.quality)
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
