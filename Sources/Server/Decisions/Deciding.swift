package import Rules
package import Storage

extension Transaction {
    /// Asks the rules; a number that is none belongs to nobody.
    package func decide(_ question: DecisionQuestion, _ catalogue: Catalogue, _ sealer: Sealer) throws -> Decided {
        let facts = try decisionFacts(person: try? SSIN(question.person), entity: try? EnterpriseNumber(question.entity), sealer)
        let decision = Decision.on(facts, application: question.application, domain: question.domain, catalogue: catalogue)
        return Decided(
            decision: decision, path: try decision.basis.map { try authorityPath(from: $0) } ?? [], ledgerSize: try ledgerHead().size)
    }
}
