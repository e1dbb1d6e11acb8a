import Foundation
import Standards
import Testing

@Suite struct ProblemDetailsTests {
    func text(_ problem: ProblemDetails) throws -> String { String(decoding: try problem.json(), as: UTF8.self) }

    @Test func `a problem is written with its members and extensions`() throws {
        let problem = ProblemDetails(
            type: "https://demo.example/problems/invalid", title: "Invalid", status: 422, detail: "The number is too short.", instance: "/requests/7",
            extensions: ["errors": [["field": "ssin", "given": 12, "required": true]]])
        #expect(
            try text(problem) == """
                {"detail":"The number is too short.","errors":[{"field":"ssin","given":12,"required":true}],"instance":"/requests/7",\
                "status":422,"title":"Invalid","type":"https://demo.example/problems/invalid"}
                """)
    }

    @Test func `what is not known is left out`() throws {
        #expect(try text(ProblemDetails()) == #"{"type":"about:blank"}"#)
    }

    @Test func `an extension does not pass for a standard member`() throws {
        #expect(try text(ProblemDetails(status: 404, extensions: ["status": 200, "title": "x"])) == #"{"status":404,"type":"about:blank"}"#)
    }
}
