/// A decision as it is told: its reason and what a yes rests on, the chain of authority from there up to the company register, and the size of the ledger
/// it was made at.
package struct ExplainedDecision: Hashable, Sendable {
    package let decision: Decision
    package let path: [AuthorityLink]
    package let ledgerSize: Int64

    package init(_ decision: Decision, path: [AuthorityLink], ledgerSize: Int64) {
        self.decision = decision
        self.path = path
        self.ledgerSize = ledgerSize
    }
}
