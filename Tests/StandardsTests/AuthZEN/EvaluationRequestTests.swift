import Foundation
import Standards
import Testing

@Suite struct EvaluationRequestTests {
    static let minimal = #"{"subject":{"type":"person","id":"79112399848"},"action":{"name":"use"},"resource":{"type":"application","id":"dimona"}}"#

    func fault(_ json: String) -> AuthZEN.InvalidRequest? {
        do throws(AuthZEN.InvalidRequest) {
            _ = try AuthZEN.Evaluation(json: Data(json.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test func `a question with everything is read whole`() throws {
        let json = """
            {"subject":{"type":"person","id":"79112399848","properties":{"level":500}},"action":{"name":"use","properties":{"x":true}},
             "resource":{"type":"application","id":"dimona","properties":{"entity":"0999999130","domain":"nsso-employer"}},
             "context":{"time":"2026-11-21T10:00:00Z"},"unknown":[1,{"subject":2}]}
            """
        let evaluation = try AuthZEN.Evaluation(json: Data(json.utf8))
        #expect(
            evaluation
                == AuthZEN.Evaluation(
                    subject: .init(type: "person", id: "79112399848", properties: ["level": 500]),
                    action: .init(name: "use", properties: ["x": true]),
                    resource: .init(type: "application", id: "dimona", properties: ["entity": "0999999130", "domain": "nsso-employer"]),
                    context: ["time": "2026-11-21T10:00:00Z"]))
    }

    @Test func `properties and context may be left out`() throws {
        let evaluation = try AuthZEN.Evaluation(json: Data(Self.minimal.utf8))
        #expect(evaluation.subject.properties.isEmpty && evaluation.resource.properties.isEmpty && evaluation.context.isEmpty)
    }

    @Test(arguments: [
        ("subject", #""subject":{"type":"person","id":"79112399848"},"#), ("subject.type", #""type":"person","#),
        ("subject.id", #","id":"79112399848""#),
        ("action", #""action":{"name":"use"},"#), ("action.name", #""name":"use""#), ("resource.type", #""type":"application","#),
        ("resource.id", #","id":"dimona""#), ("resource", #","resource":{"type":"application","id":"dimona"}"#),
    ])
    func `a missing member is named`(path: String, text: String) {
        #expect(fault(Self.minimal.replacingOccurrences(of: text, with: "")) == .init(path: path, problem: .missing))
    }

    @Test(arguments: ["subject.type", "subject.id", "action.name", "resource.type", "resource.id"])
    func `a member of another kind is named`(path: String) throws {
        let values = [
            "subject.type": "person", "subject.id": "79112399848", "action.name": "use", "resource.type": "application", "resource.id": "dimona",
        ]
        let value = try #require(values[path])
        for other in ["1", "null", "[]", "{}", "true"] {
            let json = Self.minimal.replacingOccurrences(of: ":\"\(value)\"", with: ":\(other)")
            #expect(fault(json) == .init(path: path, problem: .expected("a string")))
        }
    }

    @Test(arguments: ["subject", "action", "resource"]) func `properties that are no object are named`(owner: String) {
        let json = Self.minimal.replacingOccurrences(of: "\"\(owner)\":{", with: "\"\(owner)\":{\"properties\":[],")
        #expect(fault(json) == .init(path: "\(owner).properties", problem: .expected("an object")))
    }

    @Test func `a context that is no object is named`() {
        #expect(fault(#"{"context":"now","# + Self.minimal.dropFirst()) == .init(path: "context", problem: .expected("an object")))
    }

    @Test(arguments: ["", "{", "nonsense", "\u{0}", #"{"subject":}"#]) func `what is not JSON is said not to be`(json: String) {
        #expect(fault(json) == .init(path: "", problem: .notJSON))
    }

    @Test func `a letter under very many marks is named by its place, not by itself`() {
        let heavy = "person" + String(repeating: "\u{301}\u{327}", count: 14_000)
        let fault = fault(Self.minimal.replacingOccurrences(of: "person", with: heavy))
        #expect(fault == .init(path: "subject.type", problem: .tooManyMarks))
        #expect(fault?.description == "subject.type has a letter under more than 30 marks")
    }

    @Test(arguments: ["[]", "null", "1", "\"x\""]) func `a body is an object`(json: String) {
        #expect(fault(json) == .init(path: "", problem: .expected("an object")))
    }

    @Test func `every beginning of a request is refused`() {
        for length in 0..<Self.minimal.count { #expect(fault(String(Self.minimal.prefix(length))) != nil) }
    }

    @Test func `a fault reads as a sentence`() {
        #expect(AuthZEN.InvalidRequest(path: "evaluations[2].resource.id", problem: .missing).description == "evaluations[2].resource.id is missing")
        #expect(AuthZEN.InvalidRequest(path: "", problem: .notJSON).description == "the request body is not JSON")
    }
}
