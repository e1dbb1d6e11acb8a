import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Storage
import Web

@testable import Server

/// May this person open this application for this entity? Asked three times: of the rules, with what the acts of the ledger alone leave open; of
/// the decision API; and of the page on which the person reads what they can do.
struct ScenarioQuestion: Sendable {
    enum Verdict: String, CaseIterable { case yes, no }

    let standing: String
    let person: Person
    let entity: Entity
    let application: SecuredApplication.Code
    let domain: AccessDomain.Code?
    let verdict: Verdict
    let reason: DecisionReason

    init(_ part: FilePart, entity: Entity) throws(UnreadableFile) {
        try part.allow("may", "open", "in", "for", "answer", "because")
        standing = part.standing
        person = try part.person("may")
        self.entity = part.has("for") ? try part.entity("for") : entity
        application = .init(rawValue: try part.text("open"))
        domain = part.has("in") ? try part.domain("in") : nil
        verdict = try part.choice("answer", Verdict.self)
        reason = try part.choice("because", DecisionReason.self)
    }

    func disagreements(in test: TestHouse) async throws -> [String] {
        let answers = [
            ("the rules say", try await rules(test)), ("the API says", try await service(test)), ("the page says", try await page(test)),
        ]
        return answers.filter { !agrees($0.1) }.map { "\(standing): \($0.0) \($0.1), not \(verdict), \(reason.rawValue)" }
    }

    /// A page need not say why not of what it does not show. It speaks of each role, and a chief's or co-chief's may open nothing for a reason of its
    /// own where another role of theirs is nearer to a yes.
    private func agrees(_ answer: ScenarioAnswer) -> Bool {
        guard answer.verdict == verdict else { return false }
        let ofAnotherRole: Set = [DecisionReason.managerAppointed.rawValue, DecisionReason.notAssigned.rawValue]
        return answer.reasons.contains(reason.rawValue) || (verdict == .no && answer.reasons.isSubset(of: ofAnotherRole))
    }

    private func rules(_ test: TestHouse) async throws -> ScenarioAnswer {
        let number = entity.number
        let registered = try await test.house.read { tx in try tx.entity(number) }
        let facts = OpenRows(after: try await test.acts()).facts(of: person.id, in: registered)
        let decision = Decision.on(
            facts, application: application, domain: domain, catalogue: Town.catalogue,
            at: test.clock.now)
        return ScenarioAnswer(decision.allowed, [decision.reason.rawValue])
    }

    private func service(_ test: TestHouse) async throws -> ScenarioAnswer {
        let answer = try await DecisionAsker(test).ask(DecisionAsker.question(person, application.rawValue, entity, domain?.rawValue))
        return ScenarioAnswer(answer.decision, [answer.context?["reason"]?.string ?? ""])
    }

    private func page(_ test: TestHouse) async throws -> ScenarioAnswer {
        let page = try await test.signedIn(person).get("/me/accesses")
        return AccessesReader(page: page.body, texts: test.house.pages.texts).answer(to: self)
    }
}

/// What one of the three answered, with every reason it gave.
struct ScenarioAnswer: Sendable, CustomStringConvertible {
    let verdict: ScenarioQuestion.Verdict
    let reasons: Set<String>

    init(_ allowed: Bool, _ reasons: Set<String>) {
        (verdict, self.reasons) = (allowed ? .yes : .no, reasons)
    }

    var description: String { ([verdict.rawValue] + reasons.sorted()).joined(separator: ", ") }
}
