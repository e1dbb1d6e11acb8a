package import FoundationEssentials
package import Rules

/// Builds an index from the rows of one position of the ledger: entities, then registrations and qualities, then assignments, then blocks and people, then
/// grants, and the acts at last; within those in any order, and quickest in the one in which they were made.
///
/// Rows of a kind are placed many at once, in short loops: what one of them waits for in memory is fetched while the others are waited for.
package struct IndexBuilder: Sendable {
    /// About how many rows will come, so that nothing is ever moved to make room.
    package struct Counts: Sendable {
        package var entities = 0
        package var qualities = 0
        package var assignments = 0
        package var people = 0
        package init() {}
    }

    private struct Arrival: Sendable {
        let assignment: Assignment
        let isOpen: Bool
        let act: Int64
    }

    private var index: DecisionIndex
    private var openingActs = OpeningActSearch()
    private var entities: IDTable
    private var qualities: IDTable
    /// Assignments that acts may have been done under.
    private var powers = IDTable(reserving: 0)
    private var arrivals: [Arrival] = []
    // Rows that belong together mostly follow each other: what was found last is tried first.
    private var latestOpeningAct = IndexRow.none
    private var latestAssignment: UInt32 = 0

    package init(_ catalogue: Catalogue, _ counts: Counts) throws(IndexFault) {
        index = try DecisionIndex(catalogue)
        index.reserve(counts)
        (entities, qualities) = (IDTable(reserving: counts.entities), IDTable(reserving: counts.qualities))
        arrivals.reserveCapacity(Self.most)
    }

    package mutating func add(_ id: Entity.ID, _ number: EnterpriseNumber, ceases end: Date?) throws(IndexFault) {
        guard index.entity(numbered: number.value) == nil, entities.row(of: id.rawValue) == nil else { throw .twice("entity", id.rawValue) }
        entities.insert(try index.addNew(id, number, ceases: end), id.rawValue)
    }

    package mutating func add(_ registration: Registration) throws(IndexFault) {
        index.entities[try row(of: registration.entity)].isRegistered = true
    }

    package mutating func add(_ quality: Quality) throws(IndexFault) {
        guard qualities.row(of: quality.id.rawValue) == nil else { throw .twice("quality", quality.id.rawValue) }
        qualities.insert(try index.open(quality, of: try row(of: quality.entity)), quality.id.rawValue)
    }

    package mutating func add(_ assignment: Assignment, isOpen: Bool, by act: Act.ID) throws(IndexFault) {
        arrivals.append(Arrival(assignment: assignment, isOpen: isOpen, act: act.rawValue))
        if arrivals.count == Self.most { try place() }
    }

    /// To be called after the last assignment, before the first block or grant.
    package mutating func assignmentsEnd() throws(IndexFault) {
        try place()
        try index.enterAssignments()
    }

    package mutating func add(_ block: Block) throws(IndexFault) { try index.open(block) }

    /// Each person once.
    package mutating func add(_ id: Person.ID, _ key: PersonKey) throws(IndexFault) { try index.people.add(later: id.rawValue, key) }

    /// To be called after the last person.
    package mutating func peopleEnd() { index.people.enterAll() }

    /// All that there are.
    package mutating func add(_ grants: consuming IndexGrants) throws(IndexFault) {
        var applications: [UInt16] = []
        for code in grants.applications { applications.append(try index.applications.number(of: code)) }
        index.grants.reserve(grants.rows.count)
        for grant in grants.rows {
            let row = try row(ofGranted: grant.assignment)
            let own = index.assignments[row].openingAct
            try index.add(
                .init(rawValue: grant.id), of: applications[Int(grant.application)], to: row,
                by: index.openingActs[own].act == grant.act ? own : try openingAct(grant.act))
        }
    }

    /// - Parameters:
    ///   - size: of the ledger.
    ///   - registerSize: how many changes of the register were made.
    package mutating func end(size: Int64, registerSize: Int64) { (index.size, index.registerSize) = (size, registerSize) }

    /// The index, once everything was added.
    package consuming func finished(with headers: consuming ActHeaders) throws(IndexFault) -> DecisionIndex {
        index.functions = headers.functions
        headers.sort()
        var place = 0
        for row in index.openingActs.numbers {
            let id = index.openingActs[row].act
            guard let act = headers.act(id, from: &place) else { throw .missing("act", id) }
            index.openingActs[row].position = act.position
            index.openingActs[row].authority = try OpeningAuthority(
                act.kind, act.kind == .assignment ? try self.row(ofPower: act.key) : UInt32(truncatingIfNeeded: act.key))
        }
        return index
    }
}

extension IndexBuilder {
    private static let most = 1024

    /// All that have arrived.
    private mutating func place() throws(IndexFault) {
        var places: [UInt32] = []
        places.reserveCapacity(arrivals.count)
        for arrival in arrivals {
            if let quality = arrival.assignment.quality {
                places.append(try row(of: quality))
            } else {
                places.append(try row(of: arrival.assignment.entity))
            }
        }
        for (arrival, place) in zip(arrivals, places) {
            let row = try index.add(arrival.assignment, at: place, by: try openingAct(arrival.act), isClosed: !arrival.isOpen)
            if arrival.assignment.role != .user { powers.insert(row, arrival.assignment.id.rawValue) }
        }
        arrivals.removeAll(keepingCapacity: true)
    }

    private func row(of entity: Entity.ID) throws(IndexFault) -> UInt32 {
        try index.need(entities.row(of: entity.rawValue), "entity", entity.rawValue)
    }

    private func row(of quality: Quality.ID) throws(IndexFault) -> UInt32 {
        try index.need(qualities.row(of: quality.rawValue), "quality", quality.rawValue)
    }

    private func row(ofPower assignment: Int64) throws(IndexFault) -> UInt32 {
        try index.need(powers.row(of: assignment) ?? index.assignment(.init(rawValue: assignment)), "assignment", assignment)
    }

    /// Those that come later for an assignment opened long ago do not lead away from the others.
    private mutating func row(ofGranted assignment: Int64) throws(IndexFault) -> UInt32 {
        for near in latestAssignment..<min(latestAssignment + 8, index.assignments.numbers.upperBound) {
            let id = index.id(of: near)
            if id == assignment { latestAssignment = near }
            if id >= assignment { break }
        }
        if latestAssignment < index.assignments.numbers.upperBound, index.id(of: latestAssignment) == assignment { return latestAssignment }
        let row = try index.need(index.assignment(.init(rawValue: assignment)), "assignment", assignment)
        if row > latestAssignment { latestAssignment = row }
        return row
    }

    private mutating func openingAct(_ act: Int64) throws(IndexFault) -> UInt32 {
        if latestOpeningAct != IndexRow.none, index.openingActs[latestOpeningAct].act == act { return latestOpeningAct }
        if let known = openingActs.row(of: act, index.openingActs) {
            latestOpeningAct = known
        } else {
            latestOpeningAct = try index.openingActs.add(.init(rawValue: act), at: 0, under: try OpeningAuthority(.installation))
            openingActs.added(latestOpeningAct, index.openingActs)
        }
        return latestOpeningAct
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
        openingActs.reserve(counts.assignments)
        people.reserve(counts.people)
    }
}
