/// A person holds a role: in an entity (chief, co-chief) or in one of its qualities (manager, co-manager, user).
package struct Assignment: ClosableRow {
    package typealias ID = Key<Assignment>

    package let id: ID
    package let person: Person.ID
    package let role: Role
    package let entity: Entity.ID
    /// Set exactly when the role is one of a quality.
    package let quality: Quality.ID?

    package init(id: ID, person: Person.ID, role: Role, entity: Entity.ID, quality: Quality.ID? = nil) {
        self.id = id
        self.person = person
        self.role = role
        self.entity = entity
        self.quality = quality
    }

    package static let kind = RowKind<Assignment>(
        "assignment", table: "assignments", in: .quality(entity: \.entity, quality: \.quality),
        Column("person", \.person), Column("role", \.role), Column("entity", \.entity), Column("quality", \.quality), row: Assignment.init)
}
