package import Rules

/// The index follows the ledger.
extension DecisionIndex {
    /// Makes an act's changes. The entity it names must be known.
    /// - Throws: `IndexFault`; the index is then no good any more and must be built again.
    package mutating func apply(_ act: Act, at position: Int64) throws(IndexFault) {
        guard position == size else { throw .gap(expected: size, found: position) }
        let openingAct = try openingAct(act, at: position) ?? IndexRow.none
        let closing = try holders(ofGrantsClosedBy: act)
        for change in act.changes {
            switch change {
            case .opened(let row): try open(row, by: openingAct)
            case .closed: try close(change, closing)
            }
        }
        size = position + 1
    }

    /// Rows of other kinds decide nothing.
    private mutating func open(_ row: any LedgerRow, by openingAct: UInt32) throws(IndexFault) {
        switch row {
        case let row as Grant: try open(row, by: openingAct)
        case let row as Assignment: try open(row, by: openingAct)
        case let row as Block: try open(row)
        case let row as Quality: try open(row)
        case let row as Registration: try open(row)
        default: break
        }
    }

    private mutating func close(_ change: Change, _ holders: [Grant.ID: UInt32]) throws(IndexFault) {
        if let id = change.closed(Grant.self) { return try close(id, on: try need(holders[id], "grant", id.rawValue)) }
        if let id = change.closed(Assignment.self) { return try close(id) }
        if let id = change.closed(Block.self) { try close(id) }
    }

    /// The act, kept when it opens something whose origin is told.
    private mutating func openingAct(_ act: Act, at position: Int64) throws(IndexFault) -> UInt32? {
        guard act.changes.contains(where: { $0.opened(Assignment.self) != nil || $0.opened(Grant.self) != nil }) else { return nil }
        return try openingActs.add(act.id, at: position, under: try authority(act.authority, of: act.actor))
    }

    /// Acts are done under a function by the person whose it is.
    mutating func authority(_ authority: Authority, of actor: Person.ID?) throws(IndexFault) -> OpeningAuthority {
        switch authority {
        case .function(let id):
            if let known = functions.row(of: id) { return try OpeningAuthority(.function, known) }
            return try OpeningAuthority(.function, try functions.add(FunctionRow(id: id.rawValue, person: actor?.rawValue ?? 0)))
        case .assignment(let id): return try OpeningAuthority(.assignment, try need(assignment(id), "assignment", id.rawValue))
        case .oneself: return try OpeningAuthority(.oneself)
        case .installation: return try OpeningAuthority(.installation)
        }
    }

    /// On whose assignments the grants are that an act closes. Mostly the person's whom the act is about; for others one search through them all is
    /// cheaper than a table of millions of grants.
    private func holders(ofGrantsClosedBy act: Act) throws(IndexFault) -> [Grant.ID: UInt32] {
        var sought = Set(act.closed(Grant.self))
        guard !sought.isEmpty else { return [:] }
        var found: [Grant.ID: UInt32] = [:]
        if let quality = act.quality.flatMap(quality), let row = act.subject.flatMap({ held(by: $0.rawValue, in: quality) }) {
            search(row, for: &sought, &found)
        }
        if !sought.isEmpty { for row in assignments.numbers { search(row, for: &sought, &found) } }
        return found
    }

    private func search(_ row: UInt32, for sought: inout Set<Grant.ID>, _ found: inout [Grant.ID: UInt32]) {
        grants.each(in: assignments[row].grants) { grant in
            if let id = sought.remove(.init(rawValue: id(of: grant, on: row))) { found[id] = row }
        }
    }
}
