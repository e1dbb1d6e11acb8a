import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Testing

@testable import Server

/// Many questions of which one cannot be read: it is answered with no and the place of its fault (AuthZEN §7.2.1), the others as ever.
@Suite struct BatchFaultsTests {
    private func asked(_ members: [String: JSONValue]) -> JSONValue {
        .object(members.merging(["subject": DecisionAsker.subject(Town.fatima), "action": ["name": "use"]]) { $1 })
    }

    @Test func `one question that cannot be read has a no that names the fault, and the others are answered`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        let wrong: [(JSONValue, String)] = [
            (["resource": ["type": "application", "id": "dmfa"]], "evaluations[1].resource.properties.entity is missing"),
            (["subject": "Fatima"], "evaluations[1].subject must be an object"), (7, "evaluations[1] must be an object"),
            (["resource": DecisionAsker.resource("dmfa", Town.deLinde), "action": [:]], "evaluations[1].action.name is missing"),
            (["resource": DecisionAsker.resource("dmfa", Town.deLinde), "context": ["position": "7"]], "context.position must be a whole number"),
        ]
        let good: JSONValue = ["resource": DecisionAsker.resource("dimona", Town.deLinde)]
        for (second, complaint) in wrong {
            for (semantic, decisions) in [
                ("execute_all", [true, false, true]), ("deny_on_first_deny", [true, false]), ("permit_on_first_permit", [true]),
            ] {
                let options: JSONValue = ["evaluations_semantic": .string(semantic)]
                let answers = try await asker.askMany(asked(["evaluations": [good, second, good], "options": options]))
                #expect(answers.map(\.decision) == decisions)
                guard answers.count > 1 else { continue }
                #expect(answers[1].context == ["error": ["status": 400, "message": .string(complaint)]])
            }
        }
    }

    @Test func `what is wrong outside is named where it stands`() async throws {
        let questions = asked(["evaluations": [[:]], "resource": ["type": "application", "id": "dmfa"]])
        let answers = try await DecisionAsker(try await TestHouse.demo()).askMany(questions)
        #expect(answers.map { $0.context?["error"]?.object?["message"] } == ["resource.properties.entity is missing"])
    }

    @Test func `what is wrong with the whole request is a refusal of all`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        for questions in [["evaluations": 7], ["evaluations": [[:]], "options": 7]] as [[String: JSONValue]] {
            #expect(try await asker.send(asked(questions), to: AuthZEN.evaluationsPath).status == .badRequest)
        }
    }
}
