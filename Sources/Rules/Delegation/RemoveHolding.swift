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

    /// Which power governs an assignment of this role, and which acts block, unblock and remove it.
    func administration() throws(Refusal) -> (power: Power, blocked: ActCode, unblocked: ActCode, removed: ActCode) {
        switch role {
        case .user: (.manageUsers, .userBlocked, .userUnblocked, .userRemoved)
        case .coManager: (.appointCoManagers, .coManagerBlocked, .coManagerUnblocked, .coManagerRemoved)
        case .coChief: (.appointCoChiefs, .coChiefBlocked, .coChiefUnblocked, .coChiefRemoved)
        // A chief and a manager are replaced (MISSION D10, M7), never blocked, removed or edited by another.
        case .representative, .chief, .manager: throw .onlyReplaced
        }
    }
}
