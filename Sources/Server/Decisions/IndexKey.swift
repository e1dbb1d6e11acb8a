import DecisionIndex
import Foundation
package import Rules
package import Storage

/// What the index is asked by: person and entity of a question as numbers, the national number also as its keyed hash. Made of nothing but numbers, so
/// that copying many counts no references; applications and domains stay in the question.
package struct IndexKey: Sendable {
    let number: SSIN?
    let person: PersonKey?
    let entity: EnterpriseNumber?

    /// Questions that come together are often about one person, whose number is hashed once.
    package static func all(_ questions: [DecisionQuestion], _ sealer: Sealer) -> [IndexKey] {
        var all: [IndexKey] = []
        all.reserveCapacity(questions.count)
        for place in questions.indices {
            if let latest = all.last, questions[place].person == questions[place - 1].person {
                all.append(IndexKey(latest.number, latest.person, questions[place].entity))
            } else {
                let number = try? SSIN(questions[place].person)
                all.append(IndexKey(number, number.flatMap { PersonKey(Self.hash($0, sealer)) }, questions[place].entity))
            }
        }
        return all
    }

    fileprivate static func hash(_ number: SSIN, _ sealer: Sealer) -> [UInt8] { sealer.lookup(number.digits, purpose: "ssin") }

    private init(_ number: SSIN?, _ person: PersonKey?, _ entity: String) {
        (self.number, self.person, self.entity) = (number, person, try? EnterpriseNumber(entity))
    }

    /// Whether the index does not hold a person or entity whom the database may know.
    func isMiss(_ decision: IndexDecision) -> Bool {
        switch decision.reason {
        case .personUnknown: number != nil
        case .entityUnknown: entity != nil
        default: false
        }
    }

    /// What is to be looked for in the database.
    func miss(in decision: IndexDecision) -> IndexMiss? {
        guard isMiss(decision) else { return nil }
        return decision.reason == .personUnknown ? number.map(IndexMiss.person) : entity.map(IndexMiss.entity)
    }
}

/// A person or entity that the index does not hold: the database is asked before they are said to be unknown.
enum IndexMiss: Hashable, Sendable {
    case person(SSIN)
    case entity(EnterpriseNumber)
}

extension DecisionIndex {
    func decide(_ question: DecisionQuestion, _ key: (person: PersonKey?, entity: EnterpriseNumber?), at instant: Date) -> IndexDecision {
        decide(person: key.person, entity: key.entity?.value, application: question.application, domain: question.domain, at: instant)
    }
}

extension Transaction {
    /// What adds a missing person or entity to the index; nil when the database does not know them either.
    func find(_ miss: IndexMiss) throws -> (@Sendable (inout DecisionIndex) throws -> Void)? {
        switch miss {
        case .person(let number):
            guard let id = try personID(of: number), let key = PersonKey(IndexKey.hash(number, try sealer)) else { return nil }
            return { try $0.learn(id, key) }
        case .entity(let number):
            guard let entity = try entity(number) else { return nil }
            return { try $0.learn(entity.id, entity.number, ceases: entity.period.until) }
        }
    }
}
