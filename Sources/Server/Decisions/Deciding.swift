package import Foundation
package import Rules
package import Storage

extension Transaction {
    /// Asks the rules; a number that is none belongs to nobody.
    package func decide(_ question: DecisionQuestion, _ catalogue: Catalogue, at instant: Date) throws -> ExplainedDecision {
        try decided(
            on: decisionFacts(person: try? SSIN(question.person), entity: try? EnterpriseNumber(question.entity)),
            application: question.application, domain: question.domain, catalogue, at: instant)
    }

    func decided(on facts: DecisionFacts, application: String, domain: String?, _ catalogue: Catalogue, at instant: Date) throws -> ExplainedDecision
    {
        let decision = Decision.on(
            facts, application: .init(rawValue: application), domain: domain.map(AccessDomain.Code.init(rawValue:)), catalogue: catalogue, at: instant
        )
        return ExplainedDecision(
            decision, path: try decision.basis.map { try authorityPath(from: $0) } ?? [], ledgerSize: try ledgerHead().size)
    }
}
