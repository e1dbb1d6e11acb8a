package import Rules

/// The rows that acts leave open, replayed from the acts alone.
package struct OpenRows: Sendable {
    package private(set) var registrations: [Registration] = []
    package private(set) var qualities: [Quality] = []
    package private(set) var assignments: [Assignment] = []
    package private(set) var blocks: [Block] = []
    package private(set) var grants: [Grant] = []

    package init(after acts: [Act] = []) { for act in acts { add(act) } }

    package mutating func add(_ act: Act) { for change in act.changes { apply(change) } }

    private mutating func apply(_ change: Change) {
        if let row = change.opened(Registration.self) { registrations.append(row) }
        if let row = change.opened(Quality.self) { qualities.append(row) }
        Self.apply(change, to: &assignments)
        Self.apply(change, to: &blocks)
        Self.apply(change, to: &grants)
    }

    private static func apply<Row: ClosableRow>(_ change: Change, to rows: inout [Row]) {
        if let row = change.opened(Row.self) { rows.append(row) }
        if let id = change.closed(Row.self) { rows.removeAll { $0.id == id } }
    }
}

extension OpenRows {
    package func holding(_ assignment: Assignment) -> Holding {
        Holding(assignment, block: blocks.first { $0.assignment == assignment.id }, grants: grants.filter { $0.assignment == assignment.id })
    }

    package func isRegistered(_ entity: Entity.ID) -> Bool { registrations.contains { $0.entity == entity } }

    package func qualities(of entity: Entity.ID) -> [Quality] { qualities.filter { $0.entity == entity } }

    package func quality(_ domain: AccessDomain.Code, of entity: Entity.ID) -> Quality? { qualities(of: entity).first { $0.domain == domain } }

    /// What is held in the entity as a whole.
    package func holdings(in entity: Entity.ID) -> [Holding] { assignments.filter { $0.entity == entity && $0.quality == nil }.map(holding) }

    package func holdings(in quality: Quality) -> [Holding] { assignments.filter { $0.quality == quality.id }.map(holding) }

    package func held(by person: Person.ID, in quality: Quality) -> Holding? {
        assignments.first { $0.quality == quality.id && $0.person == person }.map(holding)
    }

    package func chief(of entity: Entity.ID) -> Assignment? { assignments.first { $0.entity == entity && $0.role == .chief } }

    package func appointedManager(of quality: Quality) -> Assignment? { assignments.first { $0.quality == quality.id && $0.role == .manager } }

    /// What a decision about this person in this entity needs to know.
    package func facts(of person: Person.ID?, in entity: Entity?) -> DecisionFacts {
        DecisionFacts(
            person: person, entity: entity, isRegistered: entity.map { isRegistered($0.id) } ?? false,
            chief: entity.flatMap { chief(of: $0.id) }.flatMap { $0.person == person ? $0 : nil },
            qualities: (entity.map { qualities(of: $0.id) } ?? []).map { quality in
                .init(
                    quality: quality, held: person.flatMap { held(by: $0, in: quality) }, hasAppointedManager: appointedManager(of: quality) != nil)
            })
    }
}
