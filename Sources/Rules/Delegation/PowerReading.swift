/// Open assignments that are asked for: the rows of the database and the index are asked the same.
package enum AssignmentsAsked: Hashable, Sendable {
    case these([Assignment.ID])
    /// Everything a person holds, in every entity.
    case of(Person.ID)
    /// What a person holds in an entity and in its qualities.
    case inEntity(Person.ID, Entity.ID)
    /// What a person holds in the entity as a whole.
    case inWhole(Person.ID, Entity.ID)
    case inQuality(Person.ID, Quality.ID)
    case chief(Entity.ID)
    /// The one who was appointed.
    case manager(Quality.ID)
    case coChiefs(Entity.ID)
    case coManagers(Quality.ID)
}

/// Something that was read from rows which acts alone may write, and what they said.
package enum PowerReading: Sendable {
    /// - Parameter hasGrants: whether the grants were read, too.
    case assignments(AssignmentsAsked, [Holding], hasGrants: Bool)
    case registration(Entity.ID, Registration?)
    case quality(Quality.ID, Quality?)
    case qualities(Entity.ID, [Quality])
}
