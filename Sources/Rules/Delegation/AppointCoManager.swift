extension Quality {
    /// The act that appoints a co-access manager (MISSION M8). A user who is appointed stops being one: a co-manager has every application.
    package func coManagerAppointed(_ person: Person.ID, managedBy manager: Person.ID, held: Holding?, on occasion: Occasion) throws(Refusal) -> Act {
        try occasion.acting.require(.appointCoManagers, in: Place(self), on: Target(person, as: .coManager, raises: true))
        guard person != manager else { throw .alreadyManager }
        guard held?.assignment.role != .coManager else { throw .alreadyCoManager }
        let opened = assignment(person, as: .coManager, on: occasion)
        return occasion.act(.coManagerAppointed, quality: id, subject: person, changes: (held?.closing ?? []) + [.opened(opened)])
    }
}
