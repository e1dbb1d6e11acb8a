extension Holding {
    /// The act that ends a co-chief's, co-manager's or user's assignment, and what hangs on it (MISSION M5, M8, M12).
    package func removed(on occasion: Occasion) throws(Refusal) -> Act {
        let administration = try assignment.administration()
        try occasion.acting.require(administration.power, in: assignment.place, on: Target(assignment.person, as: assignment.role, raises: false))
        return occasion.act(administration.removed, quality: assignment.quality, subject: assignment.person, changes: closing)
    }
}

extension Assignment {
    package var place: Place { Place(entity: entity, quality: quality) }

    /// Which power governs an assignment of this role, and which acts are done upon it.
    package func administration() throws(Refusal) -> Administration {
        switch role {
        case .user: .ofUsers
        case .coManager: .ofCoManagers
        case .coChief: .ofCoChiefs
        // A chief and a manager are replaced (MISSION D10, M7), never blocked, removed or edited by another.
        case .representative, .chief, .manager: throw .onlyReplaced
        }
    }
}

/// The power that governs those who can be blocked, unblocked, removed and edited, and the code of each of these acts.
package struct Administration: Sendable {
    package let power: Power
    let blocked, unblocked, removed, edited, passwordSet: ActCode

    fileprivate static let ofUsers = Administration(
        power: .manageUsers, blocked: .userBlocked, unblocked: .userUnblocked, removed: .userRemoved, edited: .userEdited,
        passwordSet: .userPasswordSet)
    fileprivate static let ofCoManagers = Administration(
        power: .appointCoManagers, blocked: .coManagerBlocked, unblocked: .coManagerUnblocked, removed: .coManagerRemoved,
        edited: .coManagerEdited, passwordSet: .coManagerPasswordSet)
    fileprivate static let ofCoChiefs = Administration(
        power: .appointCoChiefs, blocked: .coChiefBlocked, unblocked: .coChiefUnblocked, removed: .coChiefRemoved, edited: .coChiefEdited,
        passwordSet: .coChiefPasswordSet)
}
