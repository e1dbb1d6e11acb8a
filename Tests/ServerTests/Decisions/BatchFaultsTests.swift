import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Testing

@testable import Server

/// Many questions of which one cannot be read: all are refused, and the place of the fault is named.
@Suite struct BatchFaultsTests {
    private func asked(_ members: [String: JSONValue]) -> JSONValue {
        .object(members.merging(["subject": DecisionAsker.subject(Town.fatima), "action": ["name": "use"]]) { $1 })
    }

    @Test func `one question that cannot be read is named by its place, and none is answered`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        let wrong: [(JSONValue, String)] = [
            (["resource": ["type": "application", "id": "dmfa"]], "evaluations[1].resource.properties.entity is missing"),
            (["subject": "Fatima"], "evaluations[1].subject must be an object"),
            (7, "evaluations[1] must be an object"),
        ]
        let first: JSONValue = ["resource": DecisionAsker.resource("dimona", Town.deLinde)]
        for (second, complaint) in wrong {
            for semantic in AuthZEN.EvaluationsSemantic.allCases {
                let options: JSONValue = ["evaluations_semantic": .string(semantic.rawValue)]
                let page = try await asker.send(asked(["evaluations": [first, second], "options": options]), to: AuthZEN.evaluationsPath)
                let problem = try page.members()
                #expect(page.status == .badRequest && problem["detail"]?.string == complaint && problem["evaluations"] == nil)
            }
        }
    }

    @Test func `what is wrong outside is named where it stands`() async throws {
        let questions = asked(["evaluations": [[:]], "resource": ["type": "application", "id": "dmfa"]])
        let page = try await DecisionAsker(try await TestHouse.demo()).send(questions, to: AuthZEN.evaluationsPath)
        #expect(try page.status == .badRequest && page.members()["detail"] == "resource.properties.entity is missing")
    }
}
