public import FoundationEssentials

/// The rows that an act closed, as the acts that opened them say.
package struct FormerRows: Hashable, Sendable {
    package let assignment: Assignment?
    package let block: Block?
    package let grants: [Grant]

    package init(assignment: Assignment? = nil, block: Block? = nil, grants: [Grant] = []) {
        (self.assignment, self.block, self.grants) = (assignment, block, grants)
    }
}

extension Act {
    /// So long an act on users can be taken back.
    package static let undoSpan: TimeInterval = 30 * 86_400

    /// The detail of an act that takes back another: that one's key.
    package static let undoneDetail = "undoes"

    /// The acts that take this one back: what it opened is closed, what it closed is opened anew, and each of them names it (MISSION M11, M12).
    /// - Parameters:
    ///   - former: what it closed.
    ///   - held: what its subject holds in the quality now.
    /// - Throws: `Refusal`; `.changedSince`, when what it did no longer stands as it left it.
    package func undone(
        _ former: FormerRows, held: Holding?, in quality: Quality, _ domain: AccessDomain, managedBy manager: Person.ID, on occasion: Occasion
    ) throws(Refusal) -> [Act] {
        guard occasion.at.timeIntervalSince(at) <= Self.undoSpan else { throw .undoExpired }
        let acts: [Act] =
            switch code {
            case .userBlocked, .coManagerBlocked: [try unblocking(held, on: occasion)]
            case .userUnblocked, .coManagerUnblocked: [try blocking(held, former, on: occasion)]
            case .userApplicationsChanged: [try exchanging(held, former, domain, on: occasion)]
            case .userRemoved: try registering(held, former, in: quality, domain, managedBy: manager, on: occasion)
            default: throw .notUndoable
            }
        return acts.map { $0.naming(Self.undoneDetail, "\(id)") }
    }

    /// Whether it could be taken back now, as `undone` says.
    package func canBeUndone(
        _ former: FormerRows, held: Holding?, in quality: Quality, _ domain: AccessDomain, managedBy manager: Person.ID, on occasion: Occasion
    ) -> Bool {
        do throws(Refusal) {
            _ = try undone(former, held: held, in: quality, domain, managedBy: manager, on: occasion)
            return true
        } catch { return false }
    }

    /// The same act with one more detail.
    package func naming(_ detail: String, _ value: String) -> Act {
        Act(
            id: id, code: code, at: at, actor: actor, authority: authority, entity: entity, quality: quality, subject: subject, changes: changes,
            details: details.merging([detail: value]) { $1 })
    }

    private func unblocking(_ held: Holding?, on occasion: Occasion) throws(Refusal) -> Act {
        guard let held, let block = opened(Block.self).first, held.block == block else { throw .changedSince }
        return try held.unblocked(on: occasion)
    }

    private func blocking(_ held: Holding?, _ former: FormerRows, on occasion: Occasion) throws(Refusal) -> Act {
        guard let held, let block = former.block, held.assignment.id == block.assignment, held.block == nil else { throw .changedSince }
        return try held.blocked(because: block.reason, on: occasion)
    }

    private func exchanging(_ held: Holding?, _ former: FormerRows, _ domain: AccessDomain, on occasion: Occasion) throws(Refusal) -> Act {
        let (given, taken) = (opened(Grant.self), Set(former.grants.map(\.application)))
        guard let held, (given + former.grants).allSatisfy({ $0.assignment == held.assignment.id }), given.allSatisfy(held.grants.contains),
            held.applications.isDisjoint(with: taken)
        else { throw .changedSince }
        let wanted = held.applications.subtracting(given.map(\.application)).union(taken)
        return try held.applicationsChanged(to: wanted, in: domain, on: occasion)
    }

    /// Whoever was blocked when they were removed is blocked again.
    private func registering(
        _ held: Holding?, _ former: FormerRows, in quality: Quality, _ domain: AccessDomain, managedBy manager: Person.ID, on occasion: Occasion
    ) throws(Refusal) -> [Act] {
        guard let assignment = former.assignment, assignment.quality == quality.id else { throw .changedSince }
        let registered = try quality.userRegistered(
            assignment.person, applications: Set(former.grants.map(\.application)), in: domain, held: held, manager: manager, on: occasion)
        guard let block = former.block, let user = registered.opened(Assignment.self).first else { return [registered] }
        return [registered, try Holding(user, grants: registered.opened(Grant.self)).blocked(because: block.reason, on: occasion)]
    }
}

extension ActCode {
    /// Those that can be taken back.
    package static let undoable: Set<ActCode> = [
        .userBlocked, .coManagerBlocked, .userUnblocked, .coManagerUnblocked, .userApplicationsChanged, .userRemoved,
    ]

    /// Those that take back another.
    package static let undoing: Set<ActCode> = [
        .userUnblocked, .coManagerUnblocked, .userBlocked, .coManagerBlocked, .userApplicationsChanged, .userRegistered,
    ]
}
