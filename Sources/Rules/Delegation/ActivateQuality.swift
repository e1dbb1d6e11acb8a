extension AccessDomain {
    /// The act that activates this domain as a quality of an entity. Without a manager the chief manages it (MISSION M3, D11).
    package func activated(
        with identifier: DomainIdentifier, for entity: Entity.ID, open qualities: [Quality], manager: Person.ID?, chief: Person.ID,
        on occasion: Occasion
    ) throws(Refusal) -> (Quality, Act) {
        try occasion.acting.require(.activateQualities, in: Place(entity: entity))
        guard !qualities.contains(where: { $0.domain == code && $0.identifier == identifier.stored }) else { throw .qualityAlreadyActive }
        let quality = Quality(id: occasion.newKey(), entity: entity, domain: code, identifier: identifier.stored)
        var changes: [Change] = [.opened(quality)]
        if let manager, manager != chief {
            try occasion.acting.require(.appointManagers, in: Place(quality), on: Target(manager, as: .manager, raises: true))
            changes.append(.opened(quality.assignment(manager, as: .manager, on: occasion)))
        }
        return (quality, occasion.act(.qualityActivated, quality: quality.id, subject: manager ?? chief, changes: changes))
    }
}

extension Quality {
    func assignment(_ person: Person.ID, as role: Role, on occasion: Occasion) -> Assignment {
        Assignment(id: occasion.newKey(), person: person, role: role, entity: entity, quality: id)
    }
}
