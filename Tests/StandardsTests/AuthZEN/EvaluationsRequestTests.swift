import Foundation
import Standards
import Testing

@Suite struct EvaluationsRequestTests {
    func read(_ json: String, atMost limit: Int = 100) throws(AuthZEN.InvalidRequest) -> AuthZEN.EvaluationsRequest {
        try AuthZEN.EvaluationsRequest(json: Data(json.utf8), atMost: limit)
    }

    func fault(_ json: String, atMost limit: Int = 100) -> AuthZEN.InvalidRequest? {
        do throws(AuthZEN.InvalidRequest) {
            _ = try read(json, atMost: limit)
            return nil
        } catch {
            return error
        }
    }

    /// What is wrong with each question of a batch.
    func faults(_ json: String) throws -> [AuthZEN.InvalidRequest?] {
        guard case .batch(let questions, _) = try read(json) else { throw Unexpected() }
        return questions.map { if case .failure(let fault) = $0 { fault } else { nil } }
    }

    static let person = #""subject":{"type":"person","id":"79112399848"}"#
    static let use = #""action":{"name":"use"}"#

    static func application(_ code: String) -> String { #""resource":{"type":"application","id":"\#(code)"}"# }

    /// Asks for as many applications as there are codes, with one subject and one action for all.
    static func batch(_ codes: [String], options: String = "") -> String {
        "{\(person),\(use)\(options),\"evaluations\":[\(codes.map { "{\(application($0))}" }.joined(separator: ","))]}"
    }

    @Test(arguments: ["", #","evaluations":[]"#]) func `without evaluations it is a single question`(evaluations: String) throws {
        let single = try AuthZEN.Evaluation(json: Data(EvaluationRequestTests.minimal.utf8))
        #expect(try read(EvaluationRequestTests.minimal.dropLast() + evaluations + "}") == .single(single))
    }

    @Test func `members of the whole stand in for those an evaluation leaves out`() throws {
        let json = """
            {\(Self.person),\(Self.use),"context":{"day":1},"evaluations":[
                {\(Self.application("dimona"))},
                {\(Self.application("dmfa")),"action":{"name":"read"},"context":{}},
                {\(Self.application("ecaro")),"subject":{"type":"person","id":"85050999768"}}]}
            """
        guard case .batch(let questions, .executeAll) = try read(json) else { throw Unexpected() }
        let evaluations = try questions.map { try $0.get() }
        #expect(evaluations.map(\.resource.id) == ["dimona", "dmfa", "ecaro"])
        #expect(evaluations.map(\.action.name) == ["use", "read", "use"])
        #expect(evaluations.map(\.subject.id) == ["79112399848", "79112399848", "85050999768"])
        #expect(evaluations.map(\.context) == [["day": 1], [:], ["day": 1]])
    }

    @Test func `a default is replaced whole, never mixed`() throws {
        let json = #"{\#(Self.person),\#(Self.use),"resource":{"type":"application","id":"dimona"},"evaluations":[{},{"resource":{"id":"dmfa"}}]}"#
        #expect(try faults(json) == [nil, .init(path: "evaluations[1].resource.type", problem: .missing)])
    }

    @Test func `a missing member is named with the number of its evaluation`() throws {
        let json =
            #"{\#(Self.person),\#(Self.use),"evaluations":[{\#(Self.application("a"))},{\#(Self.application("b"))},{"resource":{"type":"x"}}]}"#
        #expect(try faults(json) == [nil, nil, .init(path: "evaluations[2].resource.id", problem: .missing)])
        #expect(
            try faults(#"{\#(Self.use),"evaluations":[{\#(Self.application("a"))}]}"#) == [.init(path: "evaluations[0].subject", problem: .missing)])
    }

    @Test func `a wrong default is named where it stands`() throws {
        #expect(
            try faults(#"{"subject":{"type":"person"},\#(Self.use),"evaluations":[{\#(Self.application("a"))}]}"#)
                == [.init(path: "subject.id", problem: .missing)])
    }

    @Test func `evaluations of another kind are named`() throws {
        #expect(fault(#"{"evaluations":{}}"#) == .init(path: "evaluations", problem: .expected("an array")))
        #expect(try faults(#"{"evaluations":[7]}"#) == [.init(path: "evaluations[0]", problem: .expected("an object"))])
    }

    @Test func `there is a limit to how many`() throws {
        let codes = (0..<100).map(String.init)
        guard case .batch(let evaluations, _) = try read(Self.batch(codes)) else { throw Unexpected() }
        #expect(evaluations.count == 100)
        #expect(fault(Self.batch(codes + ["one more"])) == .init(path: "evaluations", problem: .tooMany(limit: 100)))
        #expect(fault(Self.batch(["a", "b", "c"]), atMost: 2) == .init(path: "evaluations", problem: .tooMany(limit: 2)))
    }

    @Test(arguments: AuthZEN.EvaluationsSemantic.allCases) func `each semantic is read`(semantic: AuthZEN.EvaluationsSemantic) throws {
        let json = Self.batch(["a"], options: #","options":{"evaluations_semantic":"\#(semantic.rawValue)","another":1}"#)
        guard case .batch(_, semantic) = try read(json) else { throw Unexpected() }
    }

    @Test func `an unknown semantic is named with those there are`() {
        let allowed = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"]
        #expect(
            fault(Self.batch(["a"], options: #","options":{"evaluations_semantic":"guess"}"#))
                == .init(path: "options.evaluations_semantic", problem: .unknown(allowed: allowed)))
        #expect(fault(Self.batch(["a"], options: #","options":[]"#)) == .init(path: "options", problem: .expected("an object")))
        #expect(
            fault(Self.batch(["a"], options: #","options":{"evaluations_semantic":1}"#))
                == .init(path: "options.evaluations_semantic", problem: .expected("a string")))
    }

    struct Unexpected: Error {}
}
