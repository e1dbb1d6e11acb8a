public import FoundationEssentials

/// Where else someone stands. An account opens everything its person holds, so touching it is acting on all of that
/// (MISSION: nobody acts on a superior, or in another entity; managers and co-managers act in their own quality only).
package struct OtherHoldings: Hashable, Sendable {
    /// The highest role they have in the entity asked about; user when they have none.
    package let highestRole: Role
    /// Whether they have a role in any other entity, or represent it now or later.
    package let isElsewhere: Bool
    /// The qualities of the entity asked about in which they have a role.
    package let qualities: Set<Quality.ID>

    package init(highestRole: Role, isElsewhere: Bool, qualities: Set<Quality.ID> = []) {
        self.highestRole = highestRole
        self.isElsewhere = isElsewhere
        self.qualities = qualities
    }

    /// - Parameters:
    ///   - holdings: everything the person holds, blocked or not, in every entity.
    ///   - functions: every legal function of the person, in every entity.
    package init(in entity: Entity.ID, holdings: [Holding], functions: [LegalFunction], at instant: Date) {
        let representing = functions.filter { $0.kind.represents && !$0.period.hasEnded(by: instant) }
        let held = holdings.map { ($0.assignment.entity, $0.assignment.role) } + representing.map { ($0.entity, Role.representative) }
        highestRole = held.filter { $0.0 == entity }.map(\.1).max() ?? .user
        isElsewhere = held.contains { $0.0 != entity }
        qualities = Set(holdings.filter { $0.assignment.entity == entity }.compactMap(\.assignment.quality))
    }
}

extension Acting {
    /// Refuses to touch the account of someone who stands where this role does not reach.
    func requireAll(of otherHoldings: OtherHoldings) throws(Refusal) {
        let reachesAll = otherHoldings.qualities.allSatisfy { may(.manageUsers, in: Place(entity: entity, quality: $0)) }
        guard !otherHoldings.isElsewhere, reachesAll else { throw .knownElsewhere }
    }
}
