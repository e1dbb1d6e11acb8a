/// May this person use this application for this entity? Yes or no, why, and on what a yes rests (MISSION X1).
///
/// One type for rows of the database and for the index in memory: only what a yes rests on differs, rows here (`AuthorityBasis`), their numbers there. It
/// begins as what is said when no quality offers the application, and then considers them one by one: the first yes counts, otherwise the first of the
/// noes nearest to a yes.
///
/// Inlinable, because the index makes one for every question, from another module.
package struct Decision<Basis> {
    package var reason: DecisionReason
    /// What a yes rests on; nil for a no.
    package var basis: Basis?

    @inlinable package var allowed: Bool { reason.allows }

    /// A no, until `consider` finds better.
    @inlinable package init(_ reason: DecisionReason = .qualityNotActive) { self.init(reason, nil) }

    /// A decision with what it rests on, told anew in other terms.
    @inlinable package init(_ reason: DecisionReason, _ basis: Basis?) {
        self.reason = reason
        self.basis = basis
    }

    /// What one quality says.
    @inlinable package mutating func consider(_ reason: DecisionReason, _ basis: Basis?) {
        if reason.nearness > self.reason.nearness { self = Decision(reason, reason.allows ? basis : nil) }
    }
}

extension Decision: Sendable where Basis: Sendable {}
extension Decision: Equatable where Basis: Equatable {}
extension Decision: Hashable where Basis: Hashable {}
