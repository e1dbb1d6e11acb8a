/// In which capacity someone acts: with a role, which a legal function or an assignment gives. The others are named so that the table of powers can
/// give them something; nobody can be one of them yet, and they have no power.
package enum Capacity: Hashable, Sendable, CaseIterable {
    case role(Role)
    /// Acts for entities that gave a mandate.
    case mandatary
    case contactCentreAgent
    case machine

    package static let allCases: [Capacity] = Role.allCases.map(Capacity.role) + [.mandatary, .contactCentreAgent, .machine]
}

/// Where a capacity is held: what its powers can reach at most.
package enum Scope: Hashable, Sendable {
    case quality(Quality.ID, in: Entity.ID)
    case entity(Entity.ID)
    case entities(Set<Entity.ID>)
    case installation

    /// Whether anything of that entity lies in it.
    package func includes(_ entity: Entity.ID) -> Bool {
        switch self {
        case .quality(_, let own), .entity(let own): own == entity
        case .entities(let entities): entities.contains(entity)
        case .installation: true
        }
    }

    /// Whether a power that reaches so far of it reaches that place. A wider reach than the capacity is held over reaches nothing.
    package func includes(_ place: Place, as reach: Powers.Reach) -> Bool {
        guard includes(place.entity) else { return false }
        return switch (reach, self) {
        case (.ownQuality, .quality(let own, _)): own == place.quality
        case (.entity, .quality), (.entity, .entity), (.entities, .entities), (.installation, .installation): true
        case (.ownQuality, _), (.entity, _), (.entities, _), (.installation, _): false
        }
    }
}

/// Where a power is used: an entity, or one of its qualities.
package struct Place: Hashable, Sendable {
    package let entity: Entity.ID
    package let quality: Quality.ID?

    package init(entity: Entity.ID, quality: Quality.ID? = nil) {
        self.entity = entity
        self.quality = quality
    }

    package init(_ quality: Quality) { self.init(entity: quality.entity, quality: quality.id) }
}
