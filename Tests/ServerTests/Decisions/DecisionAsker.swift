import Foundation
import HTTPTypes
import Rules
import Standards
import Testing

@testable import Server

/// An application that asks the decision API, with the demo's key unless told otherwise.
struct DecisionAsker: Sendable {
    private let browser: Browser

    init(_ test: TestHouse, language: String = "en") { browser = test.browser(language) }

    static func question(_ person: Person, _ application: String, _ entity: Entity, _ domain: String? = nil) -> JSONValue {
        ["subject": subject(person), "action": ["name": "use"], "resource": resource(application, entity, domain)]
    }

    static func subject(_ person: Person) -> JSONValue { ["type": "person", "id": .string(person.ssin.digits)] }

    static func resource(_ application: String, _ entity: Entity, _ domain: String? = nil) -> JSONValue {
        var properties: [String: JSONValue] = ["entity": .string(entity.number.digits)]
        if let domain { properties["domain"] = .string(domain) }
        return ["type": "application", "id": .string(application), "properties": .object(properties)]
    }

    func ask(_ question: JSONValue) async throws -> AuthZEN.Decision {
        let page = try await send(question, to: AuthZEN.evaluationPath)
        #expect(page.status == .ok && page.headers[.contentType] == "application/json")
        return try JSONDecoder().decode(AuthZEN.Decision.self, from: Data(page.body.utf8))
    }

    func askMany(_ questions: JSONValue) async throws -> [AuthZEN.Decision] {
        struct Answers: Decodable { let evaluations: [AuthZEN.Decision] }
        let page = try await send(questions, to: AuthZEN.evaluationsPath)
        #expect(page.status == .ok && page.headers[.contentType] == "application/json")
        return try JSONDecoder().decode(Answers.self, from: Data(page.body.utf8)).evaluations
    }

    func send(_ body: JSONValue, to path: String = AuthZEN.evaluationPath, headers: HTTPFields = [:]) async throws -> Browser.Page {
        try await send(raw: String(decoding: JSONText.data(of: body), as: UTF8.self), to: path, headers: headers)
    }

    func send(raw body: String, to path: String = AuthZEN.evaluationPath, headers: HTTPFields = [:]) async throws -> Browser.Page {
        var all: HTTPFields = [.authorization: "Bearer demo-decisions", .contentType: "application/json"]
        for field in headers { all[field.name] = field.value }
        return try await browser.post(path, raw: body, headers: all)
    }
}

extension Browser.Page {
    /// The members of a JSON body.
    func members() throws -> [String: JSONValue] {
        try #require(try JSONDecoder().decode(JSONValue.self, from: Data(body.utf8)).object)
    }
}
