package import Foundation
package import Rules
package import Storage

/// One question, in our own words.
package struct DecisionQuestion: Hashable, Sendable {
    package var person: String
    package var entity: String
    package var application: String
    package var domain: String?

    package init(person: String, entity: String, application: String, domain: String? = nil) {
        self.person = person
        self.entity = entity
        self.application = application
        self.domain = domain
    }
}

/// A decision, the way of authority it rests on, and the size of the ledger it was made at.
package struct Decided: Sendable {
    package let decision: Decision
    package let path: [AuthorityLink]
    package let ledgerSize: Int64
}

extension Transaction {
    /// Asks the rules; a number that is none belongs to nobody.
    package func decide(_ question: DecisionQuestion, _ catalogue: Catalogue, _ sealer: Sealer) throws -> Decided {
        let facts = try decisionFacts(person: try? SSIN(question.person), entity: try? EnterpriseNumber(question.entity), sealer)
        let decision = Decision.on(facts, application: question.application, domain: question.domain, catalogue: catalogue)
        return Decided(
            decision: decision, path: try decision.basis.map { try authorityPath(from: $0) } ?? [], ledgerSize: try ledgerHead().size)
    }
}
