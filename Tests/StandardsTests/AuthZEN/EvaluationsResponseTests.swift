import Foundation
import Standards
import Testing

@Suite struct EvaluationsResponseTests {
    /// Three questions, of which the second is answered with no, unless told otherwise.
    func request(_ semantic: AuthZEN.EvaluationsSemantic, _ codes: [String] = ["yes", "no", "yes"]) -> AuthZEN.EvaluationsRequest {
        let subject = AuthZEN.Subject(type: "person", id: "79112399848")
        let evaluations = codes.map {
            AuthZEN.Evaluation(subject: subject, action: .init(name: "use"), resource: .init(type: "application", id: $0))
        }
        return .batch(evaluations.map { .success($0) }, semantic)
    }

    func decide(_ evaluation: AuthZEN.Evaluation) -> AuthZEN.Decision { .init(evaluation.resource.id == "yes") }

    static let expected: [(AuthZEN.EvaluationsSemantic, [String], [Bool])] = [
        (.executeAll, ["yes", "no", "yes"], [true, false, true]),
        (.denyOnFirstDeny, ["yes", "no", "yes"], [true, false]),
        (.denyOnFirstDeny, ["yes", "yes"], [true, true]),
        (.permitOnFirstPermit, ["yes", "no", "yes"], [true]),
        (.permitOnFirstPermit, ["no", "no"], [false, false]),
        (.permitOnFirstPermit, ["no", "yes", "no"], [false, true]),
    ]

    @Test(arguments: expected)
    func `a batch is answered as far as its semantic wants`(semantic: AuthZEN.EvaluationsSemantic, codes: [String], answers: [Bool]) {
        var asked: [String] = []
        let response = request(semantic, codes).answered { evaluation in
            asked.append(evaluation.resource.id)
            return decide(evaluation)
        }
        #expect(response == .batch(answers.map { .init($0) }))
        #expect(asked == Array(codes.prefix(answers.count)))
    }

    @Test func `a question that cannot be read has a no that says why, and the others their answers`() throws {
        let fault = AuthZEN.InvalidRequest(path: "evaluations[1].subject", problem: .missing)
        for (semantic, count) in [(AuthZEN.EvaluationsSemantic.executeAll, 3), (.denyOnFirstDeny, 2), (.permitOnFirstPermit, 1)] {
            guard case .batch(var questions, _) = request(semantic, ["yes", "yes", "yes"]) else { continue }
            questions[1] = .failure(fault)
            let no = AuthZEN.Decision(false, context: ["error": ["status": 400, "message": "evaluations[1].subject is missing"]])
            let all: [AuthZEN.Decision] = [.init(true), no, .init(true)]
            #expect(AuthZEN.EvaluationsRequest.batch(questions, semantic).answered(by: decide) == .batch(Array(all.prefix(count))))
        }
    }

    @Test func `a single question has a single answer`() throws {
        let evaluation = try AuthZEN.Evaluation(json: Data(EvaluationRequestTests.minimal.utf8))
        let response = AuthZEN.EvaluationsRequest.single(evaluation).answered { _ in .init(false, context: ["reason": "noSuchGrant"]) }
        #expect(String(decoding: try JSONText.data(of: response), as: UTF8.self) == #"{"context":{"reason":"noSuchGrant"},"decision":false}"#)
    }

    @Test func `a batch is written without a decision of its own`() throws {
        let response = request(.executeAll).answered(by: decide)
        let text = String(decoding: try JSONText.data(of: response), as: UTF8.self)
        #expect(text == #"{"evaluations":[{"decision":true},{"decision":false},{"decision":true}]}"#)
    }

    @Test func `a failure to decide ends the batch with that failure`() {
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            try request(.executeAll).answered { evaluation throws(Failure) in
                if evaluation.resource.id == "no" { throw Failure() }
                return .init(true)
            }
        }
    }

    @Test func `the decision point says where its end points are`() throws {
        let metadata = AuthZEN.Metadata(policyDecisionPoint: "https://chatelaine.example")
        #expect(
            String(decoding: try JSONText.data(of: metadata), as: UTF8.self) == """
                {"access_evaluation_endpoint":"https://chatelaine.example/access/v1/evaluation",\
                "access_evaluations_endpoint":"https://chatelaine.example/access/v1/evaluations",\
                "policy_decision_point":"https://chatelaine.example"}
                """)
        #expect(AuthZEN.Metadata(policyDecisionPoint: "https://a.example/").accessEvaluationEndpoint == "https://a.example/access/v1/evaluation")
        #expect(AuthZEN.Metadata.path == "/.well-known/authzen-configuration")
    }
}
