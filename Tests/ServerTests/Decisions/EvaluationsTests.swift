import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Testing

@testable import Server

/// Many questions in one request (AuthZEN §7), over HTTP.
@Suite struct EvaluationsTests {
    /// Fatima at De Linde: yes, no, yes, no.
    private static let codes = ["dimona", "ecaro", "dmfa", "publiato"]

    private func batch(_ codes: [String] = codes, _ extra: [String: JSONValue] = [:]) -> JSONValue {
        let evaluations = codes.map { JSONValue.object(["resource": DecisionAsker.resource($0, Town.deLinde)]) }
        let members: [String: JSONValue] = [
            "subject": DecisionAsker.subject(Town.fatima), "action": ["name": "use"], "evaluations": .array(evaluations),
        ]
        return .object(members.merging(extra) { $1 })
    }

    @Test func `answers come in the order of the questions`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        for codes in [Self.codes, Self.codes.reversed()] {
            #expect(try await asker.askMany(batch(codes)).map(\.decision) == codes.map { ["dimona", "dmfa"].contains($0) })
        }
    }

    @Test(arguments: [
        ("execute_all", [true, false, true, false]), ("deny_on_first_deny", [true, false]), ("permit_on_first_permit", [true]),
    ])
    func `each semantic answers as far as it must`(semantic: String, decisions: [Bool]) async throws {
        let questions = batch(Self.codes, ["options": ["evaluations_semantic": .string(semantic)]])
        #expect(try await DecisionAsker(try await TestHouse.demo()).askMany(questions).map(\.decision) == decisions)
    }

    @Test func `what is said outside holds where an evaluation says nothing, and is replaced whole where it does`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        let questions: JSONValue = [
            "subject": DecisionAsker.subject(Town.fatima), "action": ["name": "use"], "resource": DecisionAsker.resource("ecaro", Town.deLinde),
            "evaluations": [
                [:], ["subject": DecisionAsker.subject(Town.jan)], ["resource": DecisionAsker.resource("dimona", Town.deLinde)],
                ["action": ["name": "delete"]],
            ],
        ]
        let reasons = try await asker.askMany(questions).map { $0.context?["reason"]?.string }
        #expect(reasons == ["not-granted", "manager", "granted", "action-unknown"])
        let mixed = batch([], ["evaluations": [["resource": ["id": "dimona"]]], "resource": DecisionAsker.resource("ecaro", Town.deLinde)])
        let page = try await asker.send(mixed, to: AuthZEN.evaluationsPath)
        #expect(page.status == .ok && page.body.contains("evaluations[0].resource.type is missing"))
    }

    @Test func `without evaluations, or with none, it is one question with one answer`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        var question = try #require(DecisionAsker.question(Town.fatima, "dimona", Town.deLinde).object)
        for evaluations in [nil, JSONValue.array([])] {
            question["evaluations"] = evaluations
            let page = try await asker.send(.object(question), to: AuthZEN.evaluationsPath)
            let answer = try page.members()
            #expect(page.status == .ok && answer["decision"] == true && answer["evaluations"] == nil)
        }
    }

    @Test func `a hundred are answered from one snapshot, one more is too many`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        let answers = try await asker.askMany(batch(Array(repeating: "dimona", count: 100)))
        #expect(answers.count == 100 && answers.allSatisfy(\.decision) && Set(answers.map { $0.context?["position"] }).count == 1)
        let page = try await asker.send(batch(Array(repeating: "dimona", count: 101)), to: AuthZEN.evaluationsPath)
        #expect(page.status == .badRequest && page.body.contains("evaluations must not hold more than 100 elements"))
    }

    @Test func `a semantic that the specification does not have is refused with those it has`() async throws {
        let questions = batch(Self.codes, ["options": ["evaluations_semantic": "maybe"]])
        let page = try await DecisionAsker(try await TestHouse.demo()).send(questions, to: AuthZEN.evaluationsPath)
        #expect(page.status == .badRequest)
        for word in ["options.evaluations_semantic", "execute_all", "deny_on_first_deny", "permit_on_first_permit"] {
            #expect(page.body.contains(word))
        }
    }
}
