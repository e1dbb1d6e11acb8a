extension Holding {
    /// The act after which a co-chief, co-manager or user opens nothing, and keeps everything for later (MISSION M5, M8, M12).
    package func blocked(because reason: BlockReason, on occasion: Occasion) throws(Refusal) -> Act {
        let administration = try assignment.administration()
        try occasion.acting.require(administration.power, in: assignment.place, on: Target(assignment.person, as: assignment.role, raises: false))
        guard block == nil else { throw .alreadyBlocked }
        let opened = Block(id: occasion.newKey(), assignment: assignment.id, reason: reason)
        return occasion.act(administration.blocked, quality: assignment.quality, subject: assignment.person, changes: [.opened(opened)])
    }

    /// The act that gives back what the block kept (MISSION M5, M8, M12). Nobody unblocks themselves.
    package func unblocked(on occasion: Occasion) throws(Refusal) -> Act {
        let administration = try assignment.administration()
        try occasion.acting.require(administration.power, in: assignment.place, on: Target(assignment.person, as: assignment.role, raises: true))
        guard let block else { throw .notBlocked }
        return occasion.act(administration.unblocked, quality: assignment.quality, subject: assignment.person, changes: [.closed(block.id)])
    }
}
