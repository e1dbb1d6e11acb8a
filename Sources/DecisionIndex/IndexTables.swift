import Rules

/// Finding rows by their keys, and putting them where they are found.
extension DecisionIndex {
    // MARK: Finding

    func entity(numbered number: UInt32) -> UInt32? { entitiesByNumber.find(Self.numberHash(number)) { entities[$0].number == number } }
    func entity(_ id: Entity.ID) -> UInt32? { entitiesByID.find(spread(id.rawValue)) { entities[$0].id == id.rawValue } }
    func quality(_ id: Quality.ID) -> UInt32? { qualitiesByID.find(spread(id.rawValue)) { qualities[$0].id == id.rawValue } }
    func assignment(_ id: Assignment.ID) -> UInt32? {
        assignmentOrder.rows(near: id.rawValue).first { !assignments[$0].isGone && self.id(of: $0) == id.rawValue }
            ?? assignmentsByID.find(spread(id.rawValue)) { self.id(of: $0) == id.rawValue }
    }

    /// What a person holds in a quality.
    func held(by person: Int64, in quality: UInt32) -> UInt32? {
        assignmentsByPlace.find(Self.placeHash(person, quality)) {
            let held = assignments[$0]
            return held.person == person && held.place == quality && held.role.isOfQuality
        }
    }

    /// Everything that a person holds, in every entity.
    func held(by person: Person.ID) -> [UInt32] {
        assignmentsByPlace.passed(Self.placeHash(person.rawValue, 0)).filter { assignments[$0].person == person.rawValue }
    }

    static func numberHash(_ number: UInt32) -> UInt64 { spread(Int64(number)) }

    /// Where a search begins is the person's alone, so that all they hold is found together; what marks a slot is the place's too, so that whoever looks
    /// for one of them need not look at the others.
    static func placeHash(_ person: Int64, _ place: UInt32) -> UInt64 { spread(person) ^ UInt64(place &* 0x9E37_79B1) }

    // MARK: Entering. A table is taken out while rows are read to place another.

    mutating func enter(entity row: UInt32) {
        var (numbers, ids) = (Self.taken(&entitiesByNumber), Self.taken(&entitiesByID))
        numbers.insert(row, Self.numberHash(entities[row].number)) { Self.numberHash(entities[$0].number) }
        ids.insert(row, spread(entities[row].id)) { spread(entities[$0].id) }
        (entitiesByNumber, entitiesByID) = (numbers, ids)
    }

    mutating func renumber(entity row: UInt32, _ number: UInt32) {
        var table = Self.taken(&entitiesByNumber)
        table.remove(row, Self.numberHash(entities[row].number)) { Self.numberHash(entities[$0].number) }
        entities[row].number = number
        table.insert(row, Self.numberHash(number)) { Self.numberHash(entities[$0].number) }
        entitiesByNumber = table
    }

    mutating func enter(quality row: UInt32) {
        var table = Self.taken(&qualitiesByID)
        table.insert(row, spread(qualities[row].id)) { spread(qualities[$0].id) }
        qualitiesByID = table
    }

    mutating func enter(assignment row: UInt32) {
        var table = Self.taken(&assignmentsByID)
        table.insert(row, spread(id(of: row))) { spread(id(of: $0)) }
        assignmentsByID = table
    }

    mutating func enter(place row: UInt32) {
        var table = Self.taken(&assignmentsByPlace)
        table.insert(row, placeHash(of: row)) { placeHash(of: $0) }
        assignmentsByPlace = table
    }

    /// As many at once, when there are no tables yet: each is made as large as it must be.
    mutating func enterAssignments() throws(IndexFault) {
        var (order, others, open) = (AssignmentOrder(reserving: assignments.count), [UInt32](), 0)
        for row in assignments.numbers {
            if !order.add(id(of: row)) { others.append(row) }
            if !assignments[row].isClosed { open += 1 }
        }
        (assignmentOrder, assignmentsByID) = (order, FlatTable(reserving: others.count))
        for row in others {
            let id = id(of: row)
            // Of closed ones nothing says how many there are: one that is there twice would hide the other.
            guard assignmentsByID.find(spread(id), { self.id(of: $0) == id }) == nil,
                !order.rows(near: id).contains(where: { $0 != row && self.id(of: $0) == id })
            else { throw .twice("assignment", id) }
            enter(assignment: row)
        }
        var places = FlatTable(reserving: open)
        for row in assignments.numbers where !assignments[row].isClosed { places.insert(row, placeHash(of: row)) { placeHash(of: $0) } }
        assignmentsByPlace = places
    }

    // MARK: Leaving

    /// One that came in the order of its id keeps its row for good, though nothing finds it any more: the order goes by it.
    mutating func leave(assignment row: UInt32) {
        assignments[row].isClosed = true
        guard assignmentsByID.contains(row, spread(id(of: row))) else { return }
        var table = Self.taken(&assignmentsByID)
        table.remove(row, spread(id(of: row))) { spread(id(of: $0)) }
        assignmentsByID = table
        farAssignments[row] = nil
        openingActs.release(assignments[row].openingAct)
        assignments.giveBack(row)
    }

    mutating func leave(place row: UInt32) {
        var table = Self.taken(&assignmentsByPlace)
        table.remove(row, placeHash(of: row)) { placeHash(of: $0) }
        assignmentsByPlace = table
    }

    private func placeHash(of row: UInt32) -> UInt64 { Self.placeHash(assignments[row].person, assignments[row].place) }

    private static func taken(_ table: inout FlatTable) -> FlatTable {
        var taken = FlatTable()
        swap(&taken, &table)
        return taken
    }
}
