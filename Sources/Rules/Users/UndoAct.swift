public import FoundationEssentials

/// The rows that an act closed, as the acts that opened them say.
package struct FormerRows: Hashable, Sendable {
    package let assignment: Assignment?
    package let block: Block?
    package let grants: [Grant]

    package init(assignment: Assignment? = nil, block: Block? = nil, grants: [Grant] = []) {
        (self.assignment, self.block, self.grants) = (assignment, block, grants)
    }

    /// Whether these are all that an act closed of one person.
    package func isAll(closedBy act: Act) -> Bool {
        act.closed(Assignment.self) == [assignment?.id].compactMap(\.self) && act.closed(Block.self) == [block?.id].compactMap(\.self)
            && Set(act.closed(Grant.self)) == Set(grants.map(\.id))
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
    ///   - restored: for what the rows of that stand which were given back since.
    /// - Throws: `Refusal`; `.changedSince`, when what it did no longer stands as it left it.
    package func undone(
        _ former: FormerRows, held: Holding?, _ restored: RestoredRows = RestoredRows(), in quality: Quality, _ domain: AccessDomain,
        managedBy manager: Person.ID, on occasion: Occasion
    ) throws(Refusal) -> [Act] {
        guard occasion.at.timeIntervalSince(at) <= Self.undoSpan else { throw .undoExpired }
        let acts: [Act] =
            switch code {
            case .userBlocked, .coManagerBlocked: [try unblocking(held, restored, on: occasion)]
            case .userUnblocked, .coManagerUnblocked: [try blocking(held, former, restored, on: occasion)]
            case .userApplicationsChanged: [try exchanging(held, former, restored, domain, on: occasion)]
            case .userRemoved: try registering(held, former, in: quality, domain, managedBy: manager, on: occasion)
            default: throw .notUndoable
            }
        return acts.map { $0.naming(Self.undoneDetail, "\(id)") }
    }

    /// Whether it could be taken back now, as `undone` says.
    package func canBeUndone(
        _ former: FormerRows, held: Holding?, _ restored: RestoredRows, in quality: Quality, _ domain: AccessDomain, managedBy manager: Person.ID,
        on occasion: Occasion
    ) -> Bool {
        do throws(Refusal) {
            _ = try undone(former, held: held, restored, in: quality, domain, managedBy: manager, on: occasion)
            return true
        } catch { return false }
    }

    /// The same act with one more detail.
    package func naming(_ detail: String, _ value: String) -> Act {
        Act(
            id: id, code: code, at: at, actor: actor, authority: authority, entity: entity, quality: quality, subject: subject, changes: changes,
            details: details.merging([detail: value]) { $1 })
    }

    private func unblocking(_ held: Holding?, _ restored: RestoredRows, on occasion: Occasion) throws(Refusal) -> Act {
        guard let held, let block = opened(Block.self).first, let now = held.block, restored.stands(now.id, for: block.id) else {
            throw .changedSince
        }
        return try held.unblocked(on: occasion)
    }

    private func blocking(_ held: Holding?, _ former: FormerRows, _ restored: RestoredRows, on occasion: Occasion) throws(Refusal) -> Act {
        guard let held, let block = former.block, restored.stands(held.assignment.id, for: block.assignment), held.block == nil else {
            throw .changedSince
        }
        return try held.blocked(because: block.reason, on: occasion)
    }

    private func exchanging(
        _ held: Holding?, _ former: FormerRows, _ restored: RestoredRows, _ domain: AccessDomain, on occasion: Occasion
    ) throws(Refusal) -> Act {
        let (given, taken) = (opened(Grant.self), Set(former.grants.map(\.application)))
        guard let held, (given + former.grants).allSatisfy({ restored.stands(held.assignment.id, for: $0.assignment) }),
            given.allSatisfy({ grant in held.grants.contains { restored.stands($0.id, for: grant.id) } }),
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
