import Rules
import Standards
import Storage

extension Transaction {
    /// Records many acts at once and makes their changes: the same rows and the same ledger as `enact` for each of them, many times faster.
    /// The list of users does not follow: `rebuildRoster` writes it anew afterwards.
    func enact(_ written: WrittenActs) throws {
        guard !written.entries.isEmpty else { return }
        try finish()
        let grown = try growth?.frontier ?? frontier()
        var frontier = grown
        var acts: [Value] = []
        var rows = OpenedRows()
        for entry in written.entries {
            acts += entry.row(at: frontier.count)
            frontier.append(entry.leaf)
            for change in entry.act.changes { rows.add(change, by: entry.act) }
        }
        try insert(
            into: "acts",
            ["position", "id", "code", "at", "actor", "authority_kind", "authority_key", "entity", "quality", "subject", "body"], acts)
        try run(
            """
            INSERT INTO ledger (id, frontier) VALUES (1, \(frontier.bytes))
            ON CONFLICT (id) DO UPDATE SET frontier = excluded.frontier
            """)
        announce()
        let before = growth?.before ?? LedgerHead(size: Int64(grown.count), root: grown.root)
        notes[LedgerGrowth.self] = LedgerGrowth(before: before, frontier: frontier, acts: nil)
        // What earlier acts opened is closed first, and what hangs on it before it: the indexes of open rows would refuse its successor.
        for (change, act) in rows.closings { try apply(change, by: act.id, at: act.at) }
        try insert(into: "registrations", ["id", "entity", "open", "opened_by", "closed_by"], rows.registrations.values)
        try insert(into: "qualities", ["id", "entity", "domain", "identifier", "open", "opened_by", "closed_by"], rows.qualities.values)
        try insert(
            into: "assignments", ["id", "person", "role", "entity", "quality", "open", "opened_by", "closed_by"], rows.assignments.values)
        try insert(into: "blocks", ["id", "assignment", "reason", "open", "opened_by", "closed_by"], rows.blocks.values)
        try insert(into: "grants", ["id", "assignment", "application", "open", "opened_by", "closed_by"], rows.grants.values)
    }
}

extension WrittenActs.Entry {
    fileprivate func row(at position: Int) -> [Value] {
        [
            position.bound, act.id.bound, act.code.rawValue.bound, act.at.bound, act.actor.bound, act.authority.kind.bound, act.authority.key.bound,
            act.entity.bound, act.quality.bound, act.subject.bound, body.bound,
        ]
    }
}

/// The rows that some acts opened, as they stand after the last of them.
private struct OpenedRows {
    struct Table {
        private(set) var values: [Value] = []
        /// Where each row's `open` stands; `opened_by` and `closed_by` follow it.
        private var places: [Int64: Int] = [:]

        mutating func open(_ id: Int64, _ columns: Value..., by act: Act) {
            values.append(id.bound)
            values += columns
            places[id] = values.count
            values += [.integer(1), act.id.bound, .null]
        }

        /// False when the row was there before.
        mutating func close(_ id: Int64, by act: Act) -> Bool {
            guard let place = places[id], values[place] == .integer(1) else { return false }
            (values[place], values[place + 2]) = (.null, act.id.bound)
            return true
        }
    }

    private(set) var registrations = Table()
    private(set) var qualities = Table()
    private(set) var assignments = Table()
    private(set) var blocks = Table()
    private(set) var grants = Table()
    private var closedGrants: [(Change, Act)] = []
    private var closedBlocks: [(Change, Act)] = []
    private var closedAssignments: [(Change, Act)] = []

    /// What closes rows that were there before, in the order in which they can be closed.
    var closings: [(Change, Act)] { closedGrants + closedBlocks + closedAssignments }

    mutating func add(_ change: Change, by act: Act) {
        switch change {
        case .registrationOpened(let row): registrations.open(row.id.rawValue, row.entity.bound, by: act)
        case .qualityOpened(let row): qualities.open(row.id.rawValue, row.entity.bound, row.domain.bound, row.identifier.bound, by: act)
        case .assignmentOpened(let row):
            assignments.open(row.id.rawValue, row.person.bound, row.role.rawValue.bound, row.entity.bound, row.quality.bound, by: act)
        case .blockOpened(let row): blocks.open(row.id.rawValue, row.assignment.bound, row.reason.rawValue.bound, by: act)
        case .grantOpened(let row): grants.open(row.id.rawValue, row.assignment.bound, row.application.bound, by: act)
        case .assignmentClosed(let key): if !assignments.close(key.rawValue, by: act) { closedAssignments.append((change, act)) }
        case .blockClosed(let key): if !blocks.close(key.rawValue, by: act) { closedBlocks.append((change, act)) }
        case .grantClosed(let key): if !grants.close(key.rawValue, by: act) { closedGrants.append((change, act)) }
        }
    }
}
