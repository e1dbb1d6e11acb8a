extension Quality {
    /// The act by which another person, or the chief again, becomes the access manager of this quality (MISSION M7).
    /// - Parameters:
    ///   - manager: who manages from now on; the chief needs no assignment for it (MISSION D11).
    ///   - current: the appointed manager; nil while the chief manages.
    ///   - held: what the new manager already holds in this quality: a manager has every application, so it ends.
    package func managerReplaced(by manager: Person.ID, current: Holding?, chief: Person.ID, held: Holding?, on occasion: Occasion) throws(Refusal)
        -> Act
    {
        try occasion.acting.require(.appointManagers, in: Place(self), on: Target(manager, as: .manager, raises: true))
        guard manager != (current?.assignment.person ?? chief) else { throw .alreadyManager }
        var changes = (current?.closing ?? []) + (held?.closing ?? [])
        if manager != chief { changes.append(.opened(assignment(manager, as: .manager, on: occasion))) }
        return occasion.act(current == nil ? .managerAppointed : .managerReplaced, quality: id, subject: manager, changes: changes)
    }
}
