import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Testing
import Web

@testable import Server

/// Requests that cannot be answered, and what every answer of the decision API carries.
@Suite struct DecisionProblemsTests {
    private let mayFatima = DecisionAsker.question(Town.fatima, "dimona", Town.deLinde)

    @Test(arguments: ["subject", "subject.type", "subject.id", "action", "action.name", "resource", "resource.type", "resource.id"])
    func `a member that is missing or of the wrong kind is named`(path: String) async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        for (value, complaint) in [(nil, "\(path) is missing"), (7, "\(path) must be "), (JSONValue.null, "\(path) must be ")] {
            let page = try await asker.send(setting(path.split(separator: ".").map(String.init), to: value, in: mayFatima))
            #expect(page.status == .badRequest && page.headers[.contentType] == "application/problem+json")
            #expect(try page.members()["detail"]?.string?.hasPrefix(complaint) == true, "\(page.body)")
        }
    }

    @Test func `the entity and the domain are named the same way`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        let wrong: [(JSONValue, String)] = [
            ([:], "resource.properties.entity is missing"),
            (["entity": 999_999_130], "resource.properties.entity must be a string of 10 digits"),
            (["entity": "0999999130", "domain": 1], "resource.properties.domain must be a string"),
            ("0999999130", "resource.properties must be an object"),
        ]
        for (properties, complaint) in wrong {
            let page = try await asker.send(setting(["resource", "properties"], to: properties, in: mayFatima))
            #expect(try page.status == .badRequest && page.members()["detail"]?.string == complaint)
        }
    }

    @Test(arguments: ["", "{", "null", "[]", "subject=88081699838", #"{"subject":{"type":"person""#, "\u{FEFF}{,}"])
    func `what is not a JSON object is refused`(body: String) async throws {
        let test = try await TestHouse.demo()
        for path in [AuthZEN.evaluationPath, AuthZEN.evaluationsPath] {
            let page = try await DecisionAsker(test).send(raw: body, to: path)
            #expect(try page.status == .badRequest && page.members()["detail"]?.string?.hasPrefix("the request body") == true)
        }
    }

    @Test func `the body is JSON and is said to be`() async throws {
        let test = try await TestHouse.demo()
        let asker = DecisionAsker(test)
        for type in ["application/json", "application/json; charset=utf-8", "Application/JSON ;charset=utf-8"] {
            #expect(try await asker.send(mayFatima, headers: [.contentType: type]).members()["decision"] == true)
        }
        for path in [AuthZEN.evaluationPath, AuthZEN.evaluationsPath] {
            for type in ["application/x-www-form-urlencoded", "text/plain", "application/jsonp", "application/problem+json", "json", ""] {
                let page = try await asker.send(mayFatima, to: path, headers: [.contentType: type])
                #expect(try page.status == .badRequest && page.members()["detail"] == "Content-Type must be application/json", "\(type)")
            }
        }
    }

    @Test func `one question may fill 64 KiB, many a whole MiB`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        let body = try String(decoding: JSONText.data(of: mayFatima), as: UTF8.self)
        func padded(_ bytes: Int) -> String { body + String(repeating: " ", count: bytes - body.utf8.count) }
        for (path, limit) in [(AuthZEN.evaluationPath, 64 * 1024), (AuthZEN.evaluationsPath, 1024 * 1024)] {
            #expect(try await asker.send(raw: padded(limit), to: path).status == .ok)
            let page = try await asker.send(raw: padded(limit + 1), to: path)
            #expect(page.status == .contentTooLarge && page.headers[.contentType] == "application/problem+json")
        }
    }

    // MARK: The key

    @Test(arguments: [
        nil, "", "Bearer", "Bearer ", "Bearer wrong", "Bearer demo-decisions2", "Bearer demo-decision", "Bearer Demo-Decisions",
        "Basic demo-decisions", "demo-decisions", "Bearer demo-decisions,",
    ])
    func `without one of our keys nothing is answered, not even that the question is wrong`(authorization: String?) async throws {
        let test = try await TestHouse.demo()
        var headers: HTTPFields = [:]
        headers[.authorization] = authorization
        for path in [AuthZEN.evaluationPath, AuthZEN.evaluationsPath] {
            let page = try await test.browser().post(path, raw: "{", headers: headers)
            #expect(page.status == .unauthorized && page.headers[.wwwAuthenticate] == "Bearer")
            #expect(try page.members()["type"] == "urn:chatelaine:problem:signInNeeded")
        }
    }

    @Test(arguments: ["Bearer", "bearer", "BEARER", "bEaReR", "Bearer  "])
    func `the scheme is written in any case, and any number of spaces follows it`(scheme: String) async throws {
        let page = try await DecisionAsker(try await TestHouse.demo()).send(mayFatima, headers: [.authorization: "\(scheme) demo-decisions"])
        #expect(page.status == .ok)
    }

    @Test func `someone signed in has no key by that`() async throws {
        let test = try await TestHouse.demo()
        let body = try String(decoding: JSONText.data(of: mayFatima), as: UTF8.self)
        #expect(try await test.signedIn(Town.jan).post(AuthZEN.evaluationPath, raw: body).status == .unauthorized)
    }

    // MARK: Every answer

    @Test func `the request id comes back, whatever the answer`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        let id = "tour-1/ABC_~!"
        #expect(try await asker.send(mayFatima, headers: [.requestID: id]).headers[.requestID] == id)
        for (body, headers) in [("{", [:]), ("{}", [.authorization: "Bearer wrong"])] as [(String, HTTPFields)] {
            let page = try await asker.send(raw: body, headers: headers + [.requestID: id])
            #expect(try page.headers[.requestID] == id && page.members()["instance"]?.string == id)
        }
    }

    @Test(arguments: ["", "two words", "tab\there", "accentué", "line\r\nSet-Cookie: a=b", String(repeating: "a", count: 129)])
    func `a hostile request id is not repeated: the answer has one of ours`(given: String) async throws {
        let page = try await DecisionAsker(try await TestHouse.demo()).send(mayFatima, headers: [.requestID: given])
        let id = try #require(page.headers[.requestID])
        #expect(id != given && id.wholeMatch(of: /[0-9a-z]{1,13}/) != nil && page.headers[.setCookie] == nil)
    }

    @Test func `the longest request id comes back`() async throws {
        let id = String(repeating: "a", count: 128)
        let page = try await DecisionAsker(try await TestHouse.demo()).send(mayFatima, headers: [.requestID: id])
        #expect(page.headers[.requestID] == id)
    }

    @Test func `no answer may be kept, and none leaves a cookie`() async throws {
        let asker = DecisionAsker(try await TestHouse.demo())
        for page in [try await asker.send(mayFatima), try await asker.send(raw: "{")] {
            #expect(page.headers[.cacheControl] == "no-store" && page.headers[.setCookie] == nil)
        }
    }

    @Test func `where to ask is told to everybody`() async throws {
        let test = try await TestHouse.demo { $0.site = "https://access.example.com" }
        let page = try await test.browser().get(AuthZEN.Metadata.path)
        #expect(page.status == .ok && page.headers[.contentType] == "application/json")
        #expect(
            try page.members() == [
                "policy_decision_point": "https://access.example.com",
                "access_evaluation_endpoint": "https://access.example.com/access/v1/evaluation",
                "access_evaluations_endpoint": "https://access.example.com/access/v1/evaluations",
            ])
    }

    /// The question with one member changed, or left out.
    private func setting(_ path: [String], to value: JSONValue?, in question: JSONValue) -> JSONValue {
        guard let name = path.first, var members = question.object else { return question }
        members[name] = path.count == 1 ? value : members[name].map { setting(Array(path.dropFirst()), to: value, in: $0) }
        return .object(members)
    }
}
