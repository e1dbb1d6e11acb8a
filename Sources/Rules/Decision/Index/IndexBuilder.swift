/// Builds an index from the rows of one snapshot: entities, then registrations and qualities, then assignments, then blocks and grants; within those in any
/// order, and quickest in the one in which they were made. People and acts come as a whole at the end.
package struct IndexBuilder: Sendable {
    /// About how many rows will come, so that nothing is ever moved to make room.
    package struct Counts: Sendable {
        package var entities = 0
        package var qualities = 0
        package var assignments = 0
        package var grants = 0
        package init() {}
    }

    private var index: DecisionIndex
    private var openers = OpenerSearch()
    // Rows that belong together mostly follow each other: what was found last is tried first.
    private var latestOpener = IndexRow.none
    private var latestQuality: (id: Quality.ID, row: UInt32)?
    private var latestAssignment: UInt32 = 0

    package init(_ catalogue: Catalogue, _ counts: Counts) throws(IndexFault) {
        index = try DecisionIndex(catalogue)
        index.reserve(counts)
    }

    package mutating func add(_ id: Entity.ID, _ number: EnterpriseNumber, isCeased: Bool) throws(IndexFault) {
        try index.learn(id, number, isCeased: isCeased)
    }

    package mutating func add(_ registration: Registration) throws(IndexFault) { try index.open(registration) }
    package mutating func add(_ quality: Quality) throws(IndexFault) { try index.open(quality) }

    package mutating func add(_ assignment: Assignment, isOpen: Bool, by act: Act.ID) throws(IndexFault) {
        let place =
            if let quality = assignment.quality { try row(of: quality) } else {
                try index.need(index.entity(assignment.entity), "entity", assignment.entity.rawValue)
            }
        _ = try index.add(assignment, at: place, by: try opener(act.rawValue), isClosed: !isOpen)
    }

    /// To be called after the last assignment, before the first block or grant.
    package mutating func assignmentsEnd() { index.enterAssignments() }

    package mutating func add(_ block: Block) throws(IndexFault) { try index.open(block) }

    package mutating func add(_ grant: Grant.ID, on assignment: Assignment.ID, of application: UInt16, by act: Act.ID) throws(IndexFault) {
        let row = try row(of: assignment)
        let own = index.assignments[row].opener
        try index.add(grant, of: application, to: row, by: index.openers[own].act == act.rawValue ? own : try opener(act.rawValue))
    }

    /// What stands for an application's code.
    package mutating func application(_ code: String) throws(IndexFault) -> UInt16 { try index.applications.number(of: code) }

    /// - Parameters:
    ///   - size: of the ledger.
    ///   - registerSize: how many changes of the register were made.
    package mutating func end(size: Int64, registerSize: Int64) { (index.size, index.registerSize) = (size, registerSize) }

    /// The index, once everything was added.
    package consuming func finished(with background: consuming IndexBackground) throws(IndexFault) -> DecisionIndex {
        (index.people, index.functions) = (background.people, background.functions)
        background.sort()
        var place = 0
        for row in index.openers.numbers {
            let id = index.openers[row].act
            guard let act = background.act(id, from: &place) else { throw .missing("act", id) }
            index.openers[row].position = act.position
            index.openers[row].authority = try OpenerAuthority(
                act.kind,
                act.kind == .assignment ? try self.row(of: Assignment.ID(rawValue: act.key)) : UInt32(truncatingIfNeeded: act.key))
        }
        return index
    }

    private mutating func row(of quality: Quality.ID) throws(IndexFault) -> UInt32 {
        if let latestQuality, latestQuality.id == quality { return latestQuality.row }
        let row = try index.need(index.quality(quality), "quality", quality.rawValue)
        latestQuality = (quality, row)
        return row
    }

    private mutating func row(of assignment: Assignment.ID) throws(IndexFault) -> UInt32 {
        for near in latestAssignment..<min(latestAssignment + 3, index.assignments.numbers.upperBound)
        where index.id(of: near) == assignment.rawValue {
            latestAssignment = near
            return near
        }
        latestAssignment = try index.need(index.assignment(assignment), "assignment", assignment.rawValue)
        return latestAssignment
    }

    private mutating func opener(_ act: Int64) throws(IndexFault) -> UInt32 {
        if latestOpener != IndexRow.none, index.openers[latestOpener].act == act { return latestOpener }
        if let known = openers.row(of: act, index.openers) {
            latestOpener = known
        } else {
            latestOpener = try index.openers.add(.init(rawValue: act), at: 0, under: try OpenerAuthority(.installation))
            openers.added(latestOpener, index.openers)
        }
        return latestOpener
    }
}

extension DecisionIndex {
    fileprivate mutating func reserve(_ counts: IndexBuilder.Counts) {
        entities.reserve(counts.entities)
        entitiesByNumber = FlatTable(reserving: counts.entities)
        entitiesByID = FlatTable(reserving: counts.entities)
        qualities.reserve(counts.qualities)
        qualitiesByID = FlatTable(reserving: counts.qualities)
        assignments.reserve(counts.assignments)
        grants.reserve(counts.grants)
        openers.reserve(counts.assignments)
    }
}
