import Rules
import Storage

/// The rows that the acts so far must have left behind.
struct Replay {
    private var registrations = LedgerRows<Registration>()
    private var qualities = LedgerRows<Quality>()
    private var assignments = LedgerRows<Assignment>()
    private var blocks = LedgerRows<Block>()
    private var grants = LedgerRows<Grant>()
    private var blocked: Set<Assignment.ID> = []
    /// The codes of applications, each once: the rows share them.
    private var codes: Set<String> = []

    /// Who would act under an assignment now; nil unless it is open.
    func acting(under id: Assignment.ID) -> Acting? { assignments[open: id].map { Acting($0, isBlocked: blocked.contains(id)) } }

    mutating func play(_ act: Act, _ position: Int64) throws {
        for change in act.changes {
            guard isInPlace(change, of: act) else { throw LedgerFault.outOfPlace(position: position) }
            switch change {
            case .registrationOpened(let row): try registrations.open(row, by: act.id, at: position)
            case .qualityOpened(let row): try qualities.open(row, by: act.id, at: position)
            case .assignmentOpened(let row): try assignments.open(row, by: act.id, at: position)
            case .assignmentClosed(let key): try assignments.close(key, by: act.id, at: position)
            case .blockOpened(let row):
                try blocks.open(row, by: act.id, at: position)
                blocked.insert(row.assignment)
            case .blockClosed(let key):
                if let freed = blocks[open: key] { blocked.remove(freed.assignment) }
                try blocks.close(key, by: act.id, at: position)
            case .grantOpened(let row):
                let code = codes.insert(row.application).memberAfterInsert
                try grants.open(Grant(id: row.id, assignment: row.assignment, application: code), by: act.id, at: position)
            case .grantClosed(let key): try grants.close(key, by: act.id, at: position)
            }
        }
    }

    /// Whatever an act opens or closes lies in the entity that it names and, when it names one, in that quality or in the entity as a whole.
    private func isInPlace(_ change: Change, of act: Act) -> Bool {
        switch change {
        case .registrationOpened(let row): row.entity == act.entity
        case .qualityOpened(let row): row.entity == act.entity
        case .assignmentOpened(let row): contains(row, act)
        case .assignmentClosed(let key): contains(assignments[open: key], act)
        case .blockOpened(let row): contains(assignments[open: row.assignment], act)
        case .blockClosed(let key): contains(blocks[open: key].flatMap { assignments[open: $0.assignment] }, act)
        case .grantOpened(let row): contains(assignments[open: row.assignment], act)
        case .grantClosed: true
        }
    }

    /// An absent assignment passes: what is not there to close is told as such.
    private func contains(_ assignment: Assignment?, _ act: Act) -> Bool {
        guard let assignment else { return true }
        return assignment.entity == act.entity && (assignment.quality == nil || assignment.quality == act.quality)
    }

    /// Holds every row of every table against what the acts say.
    func compare(_ tx: borrowing Transaction) throws {
        let missing = [
            try registrations.compare(tx).map { ($0.rawValue, LedgerRows<Registration>.told($0)) },
            try qualities.compare(tx).map { ($0.rawValue, LedgerRows<Quality>.told($0)) },
            try assignments.compare(tx).map { ($0.rawValue, LedgerRows<Assignment>.told($0)) },
            try blocks.compare(tx).map { ($0.rawValue, LedgerRows<Block>.told($0)) },
            try grants.compare(tx).map { ($0.rawValue, LedgerRows<Grant>.told($0)) },
        ]
        if let first = missing.compactMap(\.self).min(by: { $0.0 < $1.0 }) { throw LedgerFault.rowMissing(first.1) }
    }
}
