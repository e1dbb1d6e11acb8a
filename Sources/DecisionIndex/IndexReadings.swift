package import Rules

extension DecisionIndex {
    /// Whether the acts say the same: nothing else, and nothing more. What the index cannot tell it does not confirm.
    package func confirms(_ reading: PowerReading) -> Bool {
        switch reading {
        case .assignments(let asked, let found, let hasGrants):
            guard let rows = rows(asked), rows.count == found.count else { return false }
            return found.allSatisfy { holding in
                guard let row = assignment(holding.assignment.id), rows.contains(row) else { return false }
                return isHeld(row, holding) && (!hasGrants || areGranted(row, holding.grants))
            }
        case .registration(let id, let found): return (entity(id).map { entities[$0].isRegistered } ?? false) == (found != nil)
        case .quality(let id, let found): return found.map { $0.id == id && confirms($0) } ?? (quality(id) == nil)
        case .qualities(let id, let found):
            return found.allSatisfy { $0.entity == id && confirms($0) } && Set(found.map(\.id)).count == found.count
                && entity(id).map(countQualities) ?? 0 == found.count
        }
    }

    /// Nil for what no table finds.
    private func rows(_ asked: AssignmentsAsked) -> [UInt32]? {
        switch asked {
        case .these(let ids): Set(ids).compactMap(assignment).filter { !assignments[$0].isClosed }
        case .of(let person): held(by: person)
        case .inEntity(let person, let id): entity(id).map { entity in held(by: person).filter { self.entity(of: $0) == entity } } ?? []
        case .inWhole(let person, let id):
            entity(id).map { entity in held(by: person).filter { !assignments[$0].role.isOfQuality && assignments[$0].place == entity } } ?? []
        case .inQuality(let person, let id): quality(id).flatMap { held(by: person.rawValue, in: $0) }.map { [$0] } ?? []
        case .chief(let id): entity(id).map { Self.one(entities[$0].chief) } ?? []
        case .manager(let id): quality(id).map { Self.one(qualities[$0].manager) } ?? []
        case .coChiefs, .coManagers: nil
        }
    }

    private static func one(_ row: UInt32) -> [UInt32] { row == IndexRow.none ? [] : [row] }

    private func entity(of row: UInt32) -> UInt32 {
        let held = assignments[row]
        return held.role.isOfQuality ? qualities[held.place].entity : held.place
    }

    private func isHeld(_ row: UInt32, _ holding: Holding) -> Bool {
        let (held, told) = (assignments[row], holding.assignment)
        guard held.person == told.person.rawValue, held.role == told.role, entities[entity(of: row)].id == told.entity.rawValue,
            (held.role.isOfQuality ? qualities[held.place].id : nil) == told.quality?.rawValue
        else { return false }
        guard let block = holding.block else { return !held.isBlocked }
        return held.isBlocked && blocks[block.id] == row
    }

    private func areGranted(_ row: UInt32, _ told: [Grant]) -> Bool {
        grants.count(in: assignments[row].grants) == told.count
            && told.allSatisfy { grant in
                place(of: grant.id, on: row).map { applications.codes[Int(grants[$0].application)] == grant.application.rawValue } ?? false
            } && Set(told.map(\.id)).count == told.count
    }

    private func countQualities(_ entity: UInt32) -> Int {
        var (count, next) = (0, entities[entity].qualities)
        while next != IndexRow.none { (count, next) = (count + 1, qualities[next].next) }
        return count
    }
}
