import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Storage
import Testing

@testable import Server

/// One question, over HTTP: what the answer carries, and what it keeps to itself.
@Suite struct EvaluationTests {
    private let mayFatima = DecisionAsker.question(Town.fatima, "dimona", Town.deLinde, "nsso-employer")

    @Test func `a yes carries its reason, and every hand-over up to the company register`() async throws {
        let test = try await TestHouse.demo()
        let answer = try await DecisionAsker(test).ask(mayFatima)
        let context = try #require(answer.context)
        #expect(answer.decision && context["reason"] == "granted")
        #expect(Set(context.keys) == ["reason", "explanation", "path", "position"])
        let links = try links(context)
        #expect(links.map { $0["kind"]?.string } == ["grant", "assignment", "assignment", "assignment", "function"])
        #expect(links.map { $0["role"]?.string } == [nil, "user", "manager", "chief", "representative"])
        let held = try await test.house.read { tx in try tx.holdings(of: Town.fatima.id) }
        #expect(links[0]["id"]?.string == held[0].grants.first { $0.application == "dimona" }?.id.description)
        #expect(links[1]["id"]?.string == held[0].assignment.id.description)
        #expect(links[4]["id"]?.string == Town.sofieRepresents.id.description && links[4]["act"] == nil)
    }

    @Test func `each link names the act that opened it, by its place in the ledger`() async throws {
        let test = try await TestHouse.demo()
        let acts = try await test.acts()
        for link in try links(try #require(try await DecisionAsker(test).ask(mayFatima).context)).dropLast() {
            guard case .integer(let position)? = link["position"] else {
                Issue.record("\(link) has no position")
                continue
            }
            #expect(link["act"]?.string == acts[Int(position)].id.description)
        }
    }

    @Test func `a no has a reason, and rests on nothing`() async throws {
        let test = try await TestHouse.demo()
        let answer = try await DecisionAsker(test).ask(DecisionAsker.question(Town.fatima, "ecaro", Town.deLinde))
        #expect(!answer.decision && answer.context?["reason"] == "not-granted" && answer.context?["path"] == [])
    }

    @Test func `the position is the size of the ledger that was asked`() async throws {
        let test = try await TestHouse.demo()
        let (asker, acts) = (DecisionAsker(test), Int64(try await test.acts().count))
        #expect(try await asker.ask(mayFatima).context?["position"] == .integer(acts))
        try await PreparedActs(test: test).end(.remove, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        let after = try await asker.ask(mayFatima)
        #expect(!after.decision && after.context?["position"] == .integer(acts + 1))
    }

    @Test func `no name, number or address of anybody is told, whether yes, no or wrong`() async throws {
        let test = try await TestHouse.demo()
        let asker = DecisionAsker(test)
        let bodies = [
            try await asker.send(mayFatima).body,
            try await asker.send(DecisionAsker.question(Town.sofie, "dimona", Town.deLinde)).body,
            try await asker.send(["subject": DecisionAsker.subject(Town.fatima), "action": ["name": "use"]]).body,
        ]
        for person in Town.named {
            let personal = [
                person.givenName?.text ?? "@", person.familyName.text, person.ssin.digits, person.ssin.formatted, person.email?.text ?? "@",
            ]
            for body in bodies { #expect(!personal.contains(where: body.contains), "\(person.name): \(body)") }
        }
    }

    @Test(arguments: [("fr", "Vous pouvez"), ("nl", "U kunt"), ("de", "Sie können"), ("en", "You can")])
    func `the explanation is in the language asked for`(language: String, beginning: String) async throws {
        let answer = try await DecisionAsker(try await TestHouse.demo(), language: language).ask(mayFatima)
        #expect(answer.context?["explanation"]?.string?.hasPrefix(beginning) == true)
    }

    @Test(arguments: [
        ("service", "use", "application", "subject-type-unknown"), ("person", "use", "building", "resource-type-unknown"),
        ("person", "delete", "application", "action-unknown"),
    ])
    func `another kind of question is answered no`(subject: String, action: String, resource: String, reason: String) async throws {
        let question: JSONValue = [
            "subject": ["type": .string(subject), "id": "88081699838"], "action": ["name": .string(action)],
            "resource": ["type": .string(resource), "id": "dimona", "properties": ["entity": "0999999130"]],
        ]
        let answer = try await DecisionAsker(try await TestHouse.demo()).ask(question)
        #expect(!answer.decision && answer.context?["reason"]?.string == reason)
    }

    @Test(arguments: [
        ("00000000000", "dimona", "0999999130", "person-unknown"), ("Fatima", "dimona", "0999999130", "person-unknown"),
        ("88081699838", "dimona", "0999999999", "entity-unknown"), ("88081699838", "dimona", "", "entity-unknown"),
        ("88081699838", "DIMONA", "0999999130", "application-unknown"), ("' OR 1=1 --", "dimona", "0999999130", "person-unknown"),
    ])
    func `an id that is nobody's is no error, and no yes`(person: String, application: String, entity: String, reason: String) async throws {
        let question: JSONValue = [
            "subject": ["type": "person", "id": .string(person)], "action": ["name": "use"],
            "resource": ["type": "application", "id": .string(application), "properties": ["entity": .string(entity)]],
        ]
        let answer = try await DecisionAsker(try await TestHouse.demo()).ask(question)
        #expect(!answer.decision && answer.context?["reason"]?.string == reason)
    }

    @Test func `what the asker adds changes nothing`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        var members = try #require(DecisionAsker.question(Town.fatima, "ecaro", Town.deLinde).object)
        members["context"] = ["decision": true, "role": "chief"]
        members["decision"] = true
        #expect(try await asker.ask(.object(members)).decision == false)
    }

    private func links(_ context: [String: JSONValue]) throws -> [[String: JSONValue]] {
        guard case .array(let links)? = context["path"] else { return [] }
        return links.compactMap(\.object)
    }
}
