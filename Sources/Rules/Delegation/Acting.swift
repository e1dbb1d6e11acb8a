public import FoundationEssentials

/// Someone about to act: who, as what, for which entity, and the authority that their act will name.
package struct Acting: Hashable, Sendable {
    package let person: Person.ID
    package let role: Role
    package let entity: Entity.ID
    /// The quality the role is held in; nil for roles held in the whole entity.
    package let quality: Quality.ID?
    package let authority: Authority
    /// A blocked assignment gives no power until it is unblocked.
    package let isBlocked: Bool

    package init(person: Person.ID, role: Role, entity: Entity.ID, quality: Quality.ID? = nil, authority: Authority, isBlocked: Bool = false) {
        self.person = person
        self.role = role
        self.entity = entity
        self.quality = quality
        self.authority = authority
        self.isBlocked = isBlocked
    }

    package var capacity: Capacity { .role(role) }
    package var scope: Scope { quality.map { .quality($0, in: entity) } ?? .entity(entity) }

    package init(_ assignment: Assignment, isBlocked: Bool) {
        self.init(
            person: assignment.person, role: assignment.role, entity: assignment.entity, quality: assignment.quality,
            authority: .assignment(assignment.id), isBlocked: isBlocked)
    }

    package init(_ function: LegalFunction) {
        self.init(person: function.person, role: .representative, entity: function.entity, authority: .function(function.id))
    }
}

/// One act about to be done: who acts, when, and where new keys come from. Rules know no clock and make no numbers themselves.
package struct Occasion: Sendable {
    package let acting: Acting
    package let at: Date
    private let newID: @Sendable () -> Int64

    package init(acting: Acting, at: Date, newID: @escaping @Sendable () -> Int64) {
        self.acting = acting
        self.at = at
        self.newID = newID
    }

    package func newKey<Subject>() -> Key<Subject> { Key(rawValue: newID()) }

    /// An act of this occasion, done by the person acting, under their authority.
    package func act(
        _ code: ActCode, entity: Entity.ID? = nil, quality: Quality.ID? = nil, subject: Person.ID? = nil, changes: [Change] = [],
        details: [String: String] = [:]
    ) -> Act {
        Act(
            id: newKey(), code: code, at: at, actor: acting.person, authority: acting.authority, entity: entity ?? acting.entity, quality: quality,
            subject: subject, changes: changes, details: details)
    }
}
