/// A person holds a role: in an entity (chief, co-chief) or in one of its qualities (manager, co-manager, user).
package struct Assignment: Hashable, Sendable, Identifiable {
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
}

/// An assignment that gives nothing for now: since the act that opened it, until the act that closes it.
package struct Block: Hashable, Sendable, Identifiable {
    package typealias ID = Key<Block>

    package let id: ID
    package let assignment: Assignment.ID
    package let reason: BlockReason

    package init(id: ID, assignment: Assignment.ID, reason: BlockReason) {
        self.id = id
        self.assignment = assignment
        self.reason = reason
    }
}

/// Why someone is blocked: a closed list, so that the ledger holds no free words about people.
package enum BlockReason: String, CaseIterable, Hashable, Sendable, Codable {
    case absence, leaving, misuse, lostCredentials = "lost-credentials", mistake, other
}

/// A user may open one application of the quality.
package struct Grant: Hashable, Sendable, Identifiable {
    package typealias ID = Key<Grant>

    package let id: ID
    package let assignment: Assignment.ID
    /// Code of an application of the quality's domain.
    package let application: String

    package init(id: ID, assignment: Assignment.ID, application: String) {
        self.id = id
        self.assignment = assignment
        self.application = application
    }
}

/// An assignment together with what hangs on it: the block, and the applications granted.
package struct Holding: Hashable, Sendable {
    package let assignment: Assignment
    package let block: Block?
    package let grants: [Grant]

    package init(_ assignment: Assignment, block: Block? = nil, grants: [Grant] = []) {
        self.assignment = assignment
        self.block = block
        self.grants = grants
    }

    package var isBlocked: Bool { block != nil }
    package var applications: Set<String> { Set(grants.map(\.application)) }

    /// What closing it takes: nothing may stay open on a closed assignment (DESIGN §4).
    package var closing: [Change] {
        grants.map { .grantClosed($0.id) } + (block.map { [.blockClosed($0.id)] } ?? []) + [.assignmentClosed(assignment.id)]
    }
}
