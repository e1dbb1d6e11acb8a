import Rules
import Standards
import Storage

extension Transaction {
    /// Records many acts at once and makes their changes: the same rows and the same ledger as `enact` for each of them, many times faster.
    /// - Parameter load: under which the projections are written anew at its end; without one that is done at once.
    func enact(_ written: WrittenActs, in load: BulkLoad? = nil, of kinds: RowKinds = .all) throws {
        guard !written.entries.isEmpty else { return }
        try finish()
        var rows = BulkRows(kinds)
        for entry in written.entries { try rows.add(entry.act) }
        try append(written)
        try rows.write(self)
        if load == nil { try rebuildProjections() }
    }

    private func append(_ written: WrittenActs) throws {
        let sealer = try sealer
        var end = try end()
        let before = growth?.before ?? LedgerHead(end.frontier)
        var acts: [Value] = []
        for entry in written.entries {
            acts += entry.row(at: Int64(end.frontier.count), sealer)
            end.frontier.append(entry.leaf)
        }
        try insert(
            into: "acts",
            [
                "position", "id", "code", "at", "actor", "authority_kind", "authority_key", "entity", "quality", "subject", "body", "salt",
                "authentication_code",
            ], acts)
        storeEndLastly()
        announce()
        notes[LedgerGrowth.self] = LedgerGrowth(before: before, end: end, acts: nil)
    }
}

extension WrittenActs.Entry {
    fileprivate func row(at position: Int64, _ sealer: Sealer) -> [Value] {
        [
            position.bound, act.id.bound, act.code.rawValue.bound, act.at.bound, act.actor.bound, act.authority.kind.bound, act.authority.key.bound,
            act.entity.bound, act.quality.bound, act.subject.bound, body.bound, salt.bound,
            StoredAct.code(sealer, position: position, body: body, salt: salt).bound,
        ]
    }
}
