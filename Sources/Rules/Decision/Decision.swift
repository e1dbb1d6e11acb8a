/// May this person use this application for this entity? Yes or no, why, and on which rows a yes rests (MISSION X1).
package struct Decision: Hashable, Sendable {
    package let reason: DecisionReason
    /// Nil for a no; the chain from there up to the register is a walk along acts.
    package let basis: AuthorityBasis?

    package var allowed: Bool { reason.allows }

    package init(_ reason: DecisionReason, _ basis: AuthorityBasis? = nil) {
        self.reason = reason
        self.basis = basis
    }
}
