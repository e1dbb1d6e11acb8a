/// What a legal representative designates: who becomes chief access manager, and what they declared.
package struct Designation: Hashable, Sendable {
    package let chief: Person.ID
    /// The representative declared that the data are right and that the chief is staff or a representative (MISSION D5, D7).
    package let isDeclared: Bool

    package init(chief: Person.ID, isDeclared: Bool) {
        self.chief = chief
        self.isDeclared = isDeclared
    }
}

extension Entity {
    /// The acts by which a representative designates the chief access manager: the first time the entity is registered as well,
    /// later the former chief's assignment ends (MISSION D1–D7, D10). The occasion acts under the representative's legal function.
    package func designating(
        _ designation: Designation, registration: Registration?, former: Holding?, replacing coChief: Holding? = nil, on occasion: Occasion
    ) throws(Refusal) -> [Act] {
        try mayDesignate(designation.chief, former: former, on: occasion)
        guard designation.isDeclared else { throw .declarationMissing }

        var acts: [Act] = []
        if registration == nil {
            let opened = Registration(id: occasion.newKey(), entity: id)
            acts.append(occasion.act(.entityRegistered, changes: [.opened(opened)]))
        }
        let chief = Assignment(id: occasion.newKey(), person: designation.chief, role: .chief, entity: id)
        let closing = (former?.closing ?? []) + (coChief?.closing ?? [])
        acts.append(
            occasion.act(
                former == nil ? .chiefDesignated : .chiefReplaced, subject: designation.chief, changes: closing + [.opened(chief)]))
        return acts
    }

    /// The same refusals before anything is declared, so that the form says no as early as it can (MISSION D2, D3).
    package func mayDesignate(_ chief: Person.ID, former: Holding?, on occasion: Occasion) throws(Refusal) {
        try occasion.acting.require(.designateChief, in: Place(entity: id), on: Target(chief, as: .chief, raises: true))
        guard former?.assignment.person != chief else { throw .alreadyChief }
    }
}
