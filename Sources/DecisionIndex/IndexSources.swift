package import FoundationEssentials
package import Rules

/// What the index says of the rows that it was read from: for holding them against rows that are known to be authentic.
extension DecisionIndex {
    package var peopleCount: Int { people.count }
    package var entityCount: Int { entities.count }

    /// Which person a key means, and as the how manieth it came in.
    package func source(_ key: PersonKey) -> (place: Int, person: Person.ID)? {
        people.row(of: key).map { (Int($0), .init(rawValue: people.id(at: $0))) }
    }

    /// Which entity a number means, when it ceases, and as the how manieth it came in.
    package func source(_ number: EnterpriseNumber) -> (place: Int, entity: Entity.ID, ceases: Date?)? {
        entity(numbered: number.value).map { (Int($0), .init(rawValue: entities[$0].id), entityEnds[$0]) }
    }
}
