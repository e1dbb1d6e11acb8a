package import FoundationEssentials
package import Rules

/// Opening and closing rows: the same whether an act or the database says so.
extension DecisionIndex {
    /// A person of the database, by the key of their number.
    package mutating func learn(_ id: Person.ID, _ key: PersonKey) throws(IndexFault) {
        if people.id(of: key) == nil { try people.add(id.rawValue, key) }
    }

    /// An entity of the register: a new one, or when one ceases.
    package mutating func learn(_ id: Entity.ID, _ number: EnterpriseNumber, ceases end: Date?) throws(IndexFault) {
        guard let known = entity(id) else {
            _ = try addNew(id, number, ceases: end)
            return
        }
        self.end(entity: known, at: end)
        // Read once from a row that somebody had changed.
        if entities[known].number != number.value { renumber(entity: known, number.value) }
    }

    /// An entity that is not known yet.
    mutating func addNew(_ id: Entity.ID, _ number: EnterpriseNumber, ceases end: Date?) throws(IndexFault) -> UInt32 {
        let row = try entities.add(EntityRow(id: id.rawValue, number: number.value))
        enter(entity: row)
        self.end(entity: row, at: end)
        return row
    }

    /// Whether it has an end is in the row, and when in a table beside: only entities that have a date pay for one.
    private mutating func end(entity row: UInt32, at end: Date?) {
        entities[row].hasEnd = end != nil
        entityEnds[row] = end
    }

    /// Judged when it is asked: a date that lies ahead comes without anybody telling.
    func hasCeased(entity row: UInt32, by instant: Date) -> Bool {
        entities[row].hasEnd && Period(until: entityEnds[row]).hasEnded(by: instant)
    }

    package func knows(_ id: Entity.ID) -> Bool { entity(id) != nil }

    mutating func open(_ registration: Registration) throws(IndexFault) {
        entities[try need(entity(registration.entity), "entity", registration.entity.rawValue)].isRegistered = true
    }

    mutating func open(_ quality: Quality) throws(IndexFault) {
        _ = try open(quality, of: try need(entity(quality.entity), "entity", quality.entity.rawValue))
    }

    mutating func open(_ quality: Quality, of entity: UInt32) throws(IndexFault) -> UInt32 {
        let row = try qualities.add(QualityRow(id: quality.id.rawValue, entity: entity, domain: try domains.number(of: quality.domain.rawValue)))
        // Qualities stay: their rows are numbered as they come.
        identifiers.append(quality.identifier.rawValue)
        enter(quality: row)
        // In the order in which the database gives an entity's qualities.
        var before = IndexRow.none
        var after = entities[entity].qualities
        while after != IndexRow.none, comes(after, before: row) { (before, after) = (after, qualities[after].next) }
        qualities[row].next = after
        if before == IndexRow.none { entities[entity].qualities = row } else { qualities[before].next = row }
        return row
    }

    private func comes(_ left: UInt32, before right: UInt32) -> Bool {
        let (domain, other) = (qualities[left].domain, qualities[right].domain)
        if domain == other { return identifiers[Int(left)].utf8.lexicographicallyPrecedes(identifiers[Int(right)].utf8) }
        return domains.codes[Int(domain)].utf8.lexicographicallyPrecedes(domains.codes[Int(other)].utf8)
    }

    mutating func open(_ assignment: Assignment, by openingAct: UInt32) throws(IndexFault) {
        let place =
            if let quality = assignment.quality { try need(self.quality(quality), "quality", quality.rawValue) } else {
                try need(entity(assignment.entity), "entity", assignment.entity.rawValue)
            }
        let row = try add(assignment, at: place, by: openingAct)
        enter(assignment: row)
        enter(place: row)
    }

    /// Puts an assignment into no table yet.
    mutating func add(_ assignment: Assignment, at place: UInt32, by openingAct: UInt32, isClosed: Bool = false) throws(IndexFault) -> UInt32 {
        let distance: UInt8 = Self.distance(of: assignment.id.rawValue, from: openingActs[openingAct].act)
        let row = try assignments.add(
            AssignmentRow(
                person: assignment.person.rawValue, role: assignment.role, place: place, openingAct: openingAct, distance: distance,
                isClosed: isClosed))
        if distance == 0 { farAssignments[row] = assignment.id.rawValue }
        openingActs.use(openingAct)
        if isClosed { return row }
        switch assignment.role {
        case .chief: entities[place].chief = row
        case .manager: qualities[place].manager = row
        default: break
        }
        return row
    }

    mutating func open(_ grant: Grant, by openingAct: UInt32) throws(IndexFault) {
        let row = try need(assignment(grant.assignment), "assignment", grant.assignment.rawValue)
        try add(grant.id, of: try applications.number(of: grant.application.rawValue), to: row, by: openingAct)
    }

    mutating func add(_ grant: Grant.ID, of application: UInt16, to row: UInt32, by openingAct: UInt32) throws(IndexFault) {
        let distance: UInt8 = Self.distance(of: grant.rawValue, from: openingActs[openingAct].act)
        if distance == 0 { farGrants[Self.grantKey(row, application)] = grant.rawValue }
        openingActs.use(openingAct)
        let isOpenedApart = openingAct != assignments[row].openingAct
        try grants.append(
            GrantRow(application: application, distance: distance, openingAct: isOpenedApart ? openingAct : nil), to: &assignments[row].grants)
    }

    mutating func open(_ block: Block) throws(IndexFault) {
        let row = try need(assignment(block.assignment), "assignment", block.assignment.rawValue)
        blocks[block.id] = row
        assignments[row].isBlocked = true
    }

    mutating func close(_ id: Block.ID) throws(IndexFault) {
        assignments[try need(blocks.removeValue(forKey: id), "block", id.rawValue)].isBlocked = false
    }

    /// A user's assignment goes; chains still go through the others.
    mutating func close(_ id: Assignment.ID) throws(IndexFault) {
        let row = try need(assignment(id), "assignment", id.rawValue)
        let assignment = assignments[row]
        if assignment.role == .chief, entities[assignment.place].chief == row { entities[assignment.place].chief = IndexRow.none }
        if assignment.role == .manager, qualities[assignment.place].manager == row { qualities[assignment.place].manager = IndexRow.none }
        leave(place: row)
        guard assignment.role == .user else {
            assignments[row].isClosed = true
            return
        }
        guard assignment.grants.count == 0 else { throw .missing("closing of the grants of assignment", id.rawValue) }
        leave(assignment: row)
    }

    mutating func close(_ id: Grant.ID, on row: UInt32) throws(IndexFault) {
        let place = try need(place(of: id, on: row), "grant", id.rawValue)
        let grant = grants[place]
        grants.remove(at: place, from: &assignments[row].grants)
        farGrants[Self.grantKey(row, grant.application)] = nil
        openingActs.release(openingAct(of: grant, on: row))
    }

    func place(of id: Grant.ID, on row: UInt32) -> Int? {
        grants.first(in: assignments[row].grants) { self.id(of: $0, on: row) == id.rawValue }
    }

    func need<T>(_ found: T?, _ what: String, _ id: Int64) throws(IndexFault) -> T {
        guard let found else { throw .missing(what, id) }
        return found
    }
}
