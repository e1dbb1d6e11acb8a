/// The index follows the ledger.
extension DecisionIndex {
    /// Makes an act's changes. The entity it names must be known.
    /// - Throws: `IndexFault`; the index is then no good any more and must be built again.
    package mutating func apply(_ act: Act, at position: Int64) throws(IndexFault) {
        guard position == size else { throw .gap(expected: size, found: position) }
        let opener = try opener(act, at: position)
        let closing = try holders(ofGrantsClosedBy: act)
        for change in act.changes {
            switch change {
            case .registrationOpened(let row): try open(row)
            case .qualityOpened(let row): try open(row)
            case .assignmentOpened(let row): try open(row, by: opener ?? IndexRow.none)
            case .assignmentClosed(let id): try close(id)
            case .blockOpened(let row): try open(row)
            case .blockClosed(let id): try close(id)
            case .grantOpened(let row): try open(row, by: opener ?? IndexRow.none)
            case .grantClosed(let id): try close(id, on: try need(closing[id], "grant", id.rawValue))
            }
        }
        size = position + 1
    }

    /// The act, kept when it opens something whose origin is told.
    private mutating func opener(_ act: Act, at position: Int64) throws(IndexFault) -> UInt32? {
        let opens = act.changes.contains { change in
            switch change {
            case .assignmentOpened, .grantOpened: true
            default: false
            }
        }
        guard opens else { return nil }
        return try openers.add(act.id, at: position, under: try authority(act.authority, of: act.actor))
    }

    /// Acts are done under a function by the person whose it is.
    mutating func authority(_ authority: Authority, of actor: Person.ID?) throws(IndexFault) -> OpenerAuthority {
        switch authority {
        case .function(let id):
            if let known = functions.row(of: id) { return try OpenerAuthority(.function, known) }
            return try OpenerAuthority(.function, try functions.add(FunctionRow(id: id.rawValue, person: actor?.rawValue ?? 0)))
        case .assignment(let id): return try OpenerAuthority(.assignment, try need(assignment(id), "assignment", id.rawValue))
        case .oneself: return try OpenerAuthority(.oneself)
        case .installation: return try OpenerAuthority(.installation)
        }
    }

    /// On whose assignments the grants are that an act closes. Mostly the person's whom the act is about; for others one search through them all is
    /// cheaper than a table of millions of grants.
    private func holders(ofGrantsClosedBy act: Act) throws(IndexFault) -> [Grant.ID: UInt32] {
        var sought: Set<Grant.ID> = []
        for case .grantClosed(let id) in act.changes { sought.insert(id) }
        guard !sought.isEmpty else { return [:] }
        var found: [Grant.ID: UInt32] = [:]
        if let quality = act.quality.flatMap(quality), let row = act.subject.flatMap({ held(by: $0.rawValue, in: quality) }) {
            search(row, for: &sought, &found)
        }
        if !sought.isEmpty { for row in assignments.numbers { search(row, for: &sought, &found) } }
        return found
    }

    private func search(_ row: UInt32, for sought: inout Set<Grant.ID>, _ found: inout [Grant.ID: UInt32]) {
        for place in assignments[row].grants.range {
            if let id = sought.remove(.init(rawValue: id(of: grants[place], on: row))) { found[id] = row }
        }
    }
}
