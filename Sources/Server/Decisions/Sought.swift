import DecisionIndex
import Foundation
package import Rules
package import Storage

/// Who and what a question is about, as the index knows them: numbers in place of texts, the national number also as its keyed hash. Made of nothing
/// but numbers, so that many are passed on without being counted; applications and domains stay in the question.
package struct Sought: Sendable {
    private let number: SSIN?
    let person: PersonKey?
    let entity: EnterpriseNumber?

    /// Questions that come together are often about one person, whose number is hashed once.
    package static func all(_ questions: [DecisionQuestion], _ sealer: Sealer) -> [Sought] {
        var all: [Sought] = []
        all.reserveCapacity(questions.count)
        for place in questions.indices {
            if let latest = all.last, questions[place].person == questions[place - 1].person {
                all.append(Sought(latest.number, latest.person, questions[place].entity))
            } else {
                let number = try? SSIN(questions[place].person)
                all.append(Sought(number, number.flatMap { PersonKey(Self.hash($0, sealer)) }, questions[place].entity))
            }
        }
        return all
    }

    private static func hash(_ number: SSIN, _ sealer: Sealer) -> [UInt8] { sealer.lookup(number.digits, purpose: "ssin") }

    private init(_ number: SSIN?, _ person: PersonKey?, _ entity: String) {
        (self.number, self.person, self.entity) = (number, person, try? EnterpriseNumber(entity))
    }

    /// Whether the index does not know whom the database may.
    func isStranger(in answer: Decision<DecisionIndex.Basis>) -> Bool {
        switch answer.reason {
        case .personUnknown: number != nil
        case .entityUnknown: entity != nil
        default: false
        }
    }

    func stranger(in answer: Decision<DecisionIndex.Basis>, _ sealer: Sealer) -> Stranger? {
        guard isStranger(in: answer) else { return nil }
        return answer.reason == .personUnknown ? number.map { .person(Self.hash($0, sealer)) } : entity.map(Stranger.entity)
    }
}

enum Stranger: Hashable, Sendable {
    /// By the keyed hash of the number.
    case person([UInt8])
    case entity(EnterpriseNumber)
}

extension DecisionIndex {
    func decide(_ question: DecisionQuestion, _ sought: Sought, at instant: Date) -> Decision<DecisionIndex.Basis> {
        decide(person: sought.person, entity: sought.entity?.value, application: question.application, domain: question.domain, at: instant)
    }
}

extension Transaction {
    /// What the index is to be told of someone the database knows; nil when it knows nobody.
    func find(_ stranger: Stranger) throws -> (@Sendable (inout DecisionIndex) throws -> Void)? {
        switch stranger {
        case .person(let hash):
            guard let id = try row("SELECT id FROM people WHERE ssin_lookup = \(hash)", { Person.ID(rawValue: try $0.integer("id")) }),
                let key = PersonKey(hash)
            else { return nil }
            return { try $0.learn(id, key) }
        case .entity(let number):
            guard let entity = try entity(number) else { return nil }
            return { try $0.learn(entity.id, entity.number, ceases: entity.period.until) }
        }
    }
}
