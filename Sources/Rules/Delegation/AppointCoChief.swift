extension Entity {
    /// The act that appoints a co-chief access manager (MISSION M5).
    package func coChiefAppointed(_ person: Person.ID, chief: Person.ID, held: Holding?, on occasion: Occasion) throws(Refusal) -> Act {
        try occasion.acting.require(.appointCoChiefs, in: Place(entity: id), on: Target(person, as: .coChief, raises: true))
        guard person != chief else { throw .chiefAlready }
        guard held == nil else { throw .alreadyCoChief }
        let opened = Assignment(id: occasion.newKey(), person: person, role: .coChief, entity: id)
        return occasion.act(.coChiefAppointed, subject: person, changes: [.opened(opened)])
    }
}
