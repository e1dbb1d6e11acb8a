package import Rules

extension DecisionIndex {
    /// Whether the acts, too, gave that role, and neither took it back nor blocked it. What rests on a legal function is not in the acts: always true.
    package func confirms(_ acting: Acting) -> Bool {
        guard case .assignment(let id) = acting.authority else { return true }
        guard let row = assignment(id), let entity = entity(acting.entity) else { return false }
        let held = assignments[row]
        guard !held.isClosed, held.person == acting.person.rawValue, held.role == acting.role, acting.isBlocked || !held.isBlocked else {
            return false
        }
        guard let quality = acting.quality else { return !held.role.isOfQuality && held.place == entity }
        guard held.role.isOfQuality, let place = self.quality(quality) else { return false }
        return held.place == place && qualities[place].entity == entity
    }

    /// Whether an act activated that quality of that entity.
    package func confirms(_ quality: Quality) -> Bool {
        guard let row = self.quality(quality.id), let entity = entity(quality.entity) else { return false }
        return qualities[row].entity == entity && domains.codes[Int(qualities[row].domain)] == quality.domain.rawValue
            && identifiers[Int(row)] == quality.identifier.rawValue
    }

    /// Whether an act ticked that application on an assignment that is open.
    package func confirms(_ application: SecuredApplication.Code, on assignment: Assignment.ID) -> Bool {
        guard let row = self.assignment(assignment), !assignments[row].isClosed, let number = applications[application.rawValue] else { return false }
        return grants.place(of: number, in: assignments[row].grants) != nil
    }
}
