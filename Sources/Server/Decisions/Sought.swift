import Foundation
package import Rules
package import Storage

/// A question as the index is asked: numbers in place of texts, the national number only as its keyed hash.
package struct Sought: Sendable {
    let hash: [UInt8]?
    let person: PersonKey?
    let entity: EnterpriseNumber?
    let application: String
    let domain: String?

    /// Questions that come together are often about one person, whose number is hashed once.
    package static func all(_ questions: [DecisionQuestion], _ sealer: Sealer) -> [Sought] {
        var latest: (person: String, hash: [UInt8]?)?
        return questions.map { question in
            let hash = if let latest, latest.person == question.person { latest.hash } else { Self.hash(question.person, sealer) }
            latest = (question.person, hash)
            return Sought(question, hash)
        }
    }

    private static func hash(_ person: String, _ sealer: Sealer) -> [UInt8]? {
        (try? SSIN(person)).map { sealer.lookup($0.digits, purpose: "ssin") }
    }

    private init(_ question: DecisionQuestion, _ hash: [UInt8]?) {
        self.hash = hash
        person = hash.flatMap { PersonKey($0) }
        entity = try? EnterpriseNumber(question.entity)
        application = question.application
        domain = question.domain
    }

    /// Whom the index does not know and the database may.
    func stranger(in answer: IndexAnswer) -> Stranger? {
        switch answer.reason {
        case .personUnknown: hash.map(Stranger.person)
        case .entityUnknown: entity.map(Stranger.entity)
        default: nil
        }
    }
}

enum Stranger: Hashable, Sendable {
    /// By the keyed hash of the number.
    case person([UInt8])
    case entity(EnterpriseNumber)
}

extension DecisionIndex {
    func decide(_ sought: Sought) -> IndexAnswer {
        decide(person: sought.person, entity: sought.entity?.value, application: sought.application, domain: sought.domain)
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
            return { try $0.learn(entity.id, entity.number, isCeased: entity.status != .active) }
        }
    }
}
