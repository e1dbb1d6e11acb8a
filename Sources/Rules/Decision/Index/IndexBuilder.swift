/// Builds an index from the rows of one snapshot: entities, then registrations and qualities, then assignments, then blocks and grants, then the acts;
/// within those in any order.
package struct IndexBuilder: Sendable {
    /// About how many rows will come, so that nothing is ever moved to make room.
    package struct Counts: Sendable {
        package var people = 0
        package var entities = 0
        package var qualities = 0
        package var assignments = 0
        package var grants = 0
        package init() {}
    }

    package private(set) var index: DecisionIndex
    /// Acts that opened something, by id, until they have told more of themselves.
    private var openers: FlatTable
    private var latest: (act: Act.ID, row: UInt32)?

    package init(_ catalogue: Catalogue, _ counts: Counts) throws(IndexFault) {
        index = try DecisionIndex(catalogue)
        index.reserve(counts)
        openers = FlatTable(reserving: counts.assignments)
    }

    package mutating func add(_ id: Person.ID, _ key: PersonKey) throws(IndexFault) { try index.learn(id, key) }

    package mutating func add(_ id: Entity.ID, _ number: EnterpriseNumber, isCeased: Bool) throws(IndexFault) {
        try index.learn(id, number, isCeased: isCeased)
    }

    package mutating func add(_ registration: Registration) throws(IndexFault) { try index.open(registration) }
    package mutating func add(_ quality: Quality) throws(IndexFault) { try index.open(quality) }

    package mutating func add(_ assignment: Assignment, isOpen: Bool, by act: Act.ID) throws(IndexFault) {
        try index.open(assignment, by: try opener(act), isClosed: !isOpen)
    }

    package mutating func add(_ block: Block) throws(IndexFault) { try index.open(block) }
    package mutating func add(_ grant: Grant, by act: Act.ID) throws(IndexFault) { try index.open(grant, by: try opener(act)) }

    /// Where an act stands and what it was done under; one that opened nothing that is kept is passed over.
    package mutating func add(_ act: Act.ID, at position: Int64, under authority: Authority, by actor: Person.ID?) throws(IndexFault) {
        guard let row = known(act) else { return }
        guard let position = UInt32(exactly: position) else { throw .full }
        index.openers[row].position = position
        index.openers[row].authority = try index.authority(authority, of: actor)
    }

    /// - Parameters:
    ///   - size: of the ledger.
    ///   - registerSize: how many changes of the register were made.
    package consuming func finished(size: Int64, registerSize: Int64) throws(IndexFault) -> DecisionIndex {
        index.size = size
        index.registerSize = registerSize
        if let unknown = index.openers.withoutPosition { throw .missing("act", unknown) }
        return index
    }

    private func known(_ act: Act.ID) -> UInt32? { openers.find(spread(act.rawValue)) { index.openers[$0].act == act.rawValue } }

    private mutating func opener(_ act: Act.ID) throws(IndexFault) -> UInt32 {
        if let latest, latest.act == act { return latest.row }
        let row = if let known = known(act) { known } else { try entered(act) }
        latest = (act, row)
        return row
    }

    private mutating func entered(_ act: Act.ID) throws(IndexFault) -> UInt32 {
        let row = try index.openers.add(act, at: Openers.noPosition, under: try OpenerAuthority(.installation))
        openers.insert(row, spread(act.rawValue)) { spread(index.openers[$0].act) }
        return row
    }
}

extension DecisionIndex {
    fileprivate mutating func reserve(_ counts: IndexBuilder.Counts) {
        people.reserve(counts.people)
        peopleByKey = FlatTable(reserving: counts.people)
        entities.reserve(counts.entities)
        entitiesByNumber = FlatTable(reserving: counts.entities)
        entitiesByID = FlatTable(reserving: counts.entities)
        qualities.reserve(counts.qualities)
        qualitiesByID = FlatTable(reserving: counts.qualities)
        assignments.reserve(counts.assignments)
        assignmentsByID = FlatTable(reserving: counts.assignments)
        assignmentsByPlace = FlatTable(reserving: counts.assignments)
        grants.reserve(counts.grants)
        openers.reserve(counts.assignments)
    }
}
