import Foundation
import HTTPTypes
import Rules
import Sample
import TestSupport
import Testing
import Web

@testable import Server

/// The fast path answers as the router does, byte for byte, or lets the request go on as it came (DESIGN §9).
@Suite struct FastPathTests {
    private static let people: [String] =
        [Town.fatima, Town.jan, Town.sofie, Town.helene, Town.lucas, Town.amelie].map(\.ssin.digits) + ["99999999999", "x"]
    private static let entities: [String] = [Town.deLinde, Town.vennbahn, Town.tournesol].map(\.number.digits) + ["0999.999.130", "0000000000"]
    private static let wanted: [(String, String?)] = [("dimona", nil), ("dimona", "nsso-employer"), ("ecaro", "nowhere"), ("nothing", nil)]
    private static let questions = people.flatMap { person in
        entities.flatMap { entity in wanted.map { question(person, entity, $0.0, $0.1) } }
    }

    /// What is loaded at start is asked of; nothing may wait between the pieces of one line, which belongs to one thread.
    private func demo() async throws -> TestHouse {
        let test = try await TestHouse.demo()
        try await test.house.decisions.load()
        return test
    }

    @Test(arguments: Language.allCases)
    func `fast path and router say the same`(_ language: Language) async throws {
        let test = try await demo()
        let fields = ["Accept-Language": language.rawValue, "X-Request-ID": "asked"]
        let asked = try {
            let line = try FastPathConnection(test)
            return try Self.questions.map { (question: $0, here: try line.ask($0, fields)) }
        }()
        for (question, here) in asked {
            guard let here else { continue }
            let there = try await test.browser(language.rawValue).post(
                "/access/v1/evaluation", raw: question,
                headers: [.authorization: "Bearer demo-decisions", .requestID: "asked", .contentType: "application/json"])
            #expect(here.body == there.body)
            #expect(here.status == there.status.code)
            for field in there.headers { #expect(here.fields[field.name.canonicalName] == field.value, "\(field.name)") }
        }
        // Only people and entities that nobody knows are looked for elsewhere.
        #expect(asked.count { $0.here != nil } >= 70)
    }

    @Test(arguments: [
        "", "{}", "[]", "{", "{\"subject\":{\"type\":\"person\",\"id\":\"88081699838\"}}", "null",
        // Escapes, other types, members twice, a context, more after the end, numbers that are none.
        plain("person", "pers\\u006fn"), plain("\"person\"", "\"robot\""),
        plain("\"use\"", "\"burn\""),
        plain("{\"subject\"", "{\"action\":{\"name\":\"use\"},\"subject\""),
        plain("{\"subject\"", "{\"context\":{},\"subject\""), plain + "x", plain + "{}",
        plain("\"entity\"", "\"a\":01,\"entity\""),
        plain("\"entity\"", "\"a\":1.5,\"entity\""),
        plain("\"entity\"", "\"a\":tru,\"entity\""),
        plain("\"entity\":", "\"entity\" "),
        plain("dimona", "dim\u{0}ona"), plain("dimona", "dimóna"),
        plain("\"entity\"", "\"a\":\(String(repeating: "[", count: 5000)),\"entity\""),
        plain("\"entity\"", "\"a\":1,\"a\":1,\"entity\""),
        plain("\"entity\"", "\"a\":{\"b\":[{\"c\":1,\"c\":2}]},\"entity\""),
    ])
    func `what is unusual goes on as it came`(_ body: String) async throws {
        let test = try await demo()
        let line = try FastPathConnection(test)
        #expect(try line.ask(body) == nil)
        #expect(line.arrived == body)
    }

    @Test(arguments: [
        ["Authorization": "Bearer wrong"], ["Cookie": "a=b"], ["Connection": "close"], ["Expect": "100-continue"], ["X-Unheard-Of": "1"],
        ["X-Request-ID": "two words"], ["Content-Type": "text/plain"], ["Content-Type": "application/json; profile=x"],
        ["Traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"],
    ])
    func `a head that may change the answer goes on as it came`(_ fields: [String: String]) async throws {
        let test = try await demo()
        let line = try FastPathConnection(test)
        #expect(try line.ask(plain, fields) == nil)
        #expect(line.arrived == plain)
    }

    @Test(arguments: [
        #"{"evaluations":[ITEM,ITEM,OTHER]}"#,
        // What an item leaves out stands around them, before or after.
        #"{"subject":SUBJECT,"evaluations":[{"resource":RESOURCE},OTHER],"action":{"name":"use"}}"#,
    ])
    func `fast path and router say the same to many questions`(_ template: String) async throws {
        let test = try await demo()
        let body = template.replacingOccurrences(of: "ITEM", with: plain)
            .replacingOccurrences(of: "OTHER", with: question(Town.jan.ssin.digits, Town.tournesol.number.digits, "dmfa", nil))
            .replacingOccurrences(of: "SUBJECT", with: #"{"type":"person","id":"\#(Town.fatima.ssin.digits)"}"#)
            .replacingOccurrences(
                of: "RESOURCE", with: #"{"type":"application","id":"dimona","properties":{"entity":"\#(Town.deLinde.number.digits)"}}"#)
        let here = try { try FastPathConnection(test).ask(body, ["X-Request-ID": "many"], at: "/access/v1/evaluations") }()
        let there = try await test.browser().post(
            "/access/v1/evaluations", raw: body,
            headers: [.authorization: "Bearer demo-decisions", .requestID: "many", .contentType: "application/json"])
        #expect(there.status == .ok)
        #expect(here?.body == there.body)
    }

    @Test(arguments: [
        #"{"evaluations":[]}"#, #"{"evaluations":[{}]}"#, #"{"evaluations":[ITEM],"options":{}}"#, #"{"evaluations":[ITEM,]}"#,
        #"{"evaluations":[ITEM],"evaluations":[ITEM]}"#, #"{"evaluations":ITEM}"#, "ITEM",
        #"{"evaluations":["# + Array(repeating: "ITEM", count: 101).joined(separator: ",") + "]}",
    ])
    func `what is unusual among many goes on as it came`(_ template: String) async throws {
        let body = template.replacingOccurrences(of: "ITEM", with: plain)
        let test = try await demo()
        let line = try FastPathConnection(test)
        #expect(try line.ask(body, at: "/access/v1/evaluations") == nil)
        #expect(line.arrived == body)
    }

    @Test func `a request may come in pieces`() async throws {
        let test = try await demo()
        let line = try FastPathConnection(test)
        let whole = try #require(try line.ask(plain, ["X-Request-ID": "pieces"]))
        #expect(try line.ask(plain, ["X-Request-ID": "pieces"], inPiecesOf: 7)?.body == whole.body)
    }

    @Test func `no answer overtakes one that is awaited`() async throws {
        let test = try await demo()
        let line = try FastPathConnection(test)
        try line.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try line.ask(plain) == nil)
        try line.answerAwaited()
        try line.answerAwaited()
        #expect(try line.ask(plain) != nil)
    }

    @Test func `a long body goes on before it is all there`() async throws {
        let test = try await demo()
        let line = try FastPathConnection(test)
        let padded = plain + String(repeating: " ", count: 80_000)
        #expect(try line.ask(padded) == nil)
        #expect(line.arrived == padded)
    }

    @Test func `properties that nobody knows change nothing`() async throws {
        let test = try await demo()
        let line = try FastPathConnection(test)
        let more = plain("\"entity\"", "\"a\":[1,{\"b\":null}],\"c\":true,\"d\":{},\"entity\"")
        #expect(try line.ask(more, ["X-Request-ID": "a"])?.body == line.ask(plain, ["X-Request-ID": "a"])?.body)
        #expect(try line.ask(more) != nil)
    }
}

extension FastPathTests {
    /// Whatever the fast path answers, the router answers alike; what it does not is left to the router.
    private func agree(_ bodies: [String], at path: String = "/access/v1/evaluation") async throws -> (answered: Int, refused: Int) {
        let test = try await demo()
        // Each on a connection of its own: behind a question that went on, none is answered before it.
        let here = try bodies.map { try FastPathConnection(test).ask($0, ["X-Request-ID": "both"], at: path) }
        var refused = 0
        for (body, here) in zip(bodies, here) {
            let there = try await test.browser().post(
                path, raw: body, headers: [.authorization: "Bearer demo-decisions", .requestID: "both", .contentType: "application/json"])
            if there.status == .badRequest { refused += 1 }
            if let here { #expect(there.status == .ok && here.body == there.body, "\(body)") }
        }
        return (here.count { $0 != nil }, refused)
    }

    @Test func `a number of any size in a property that nobody knows is passed over on fast path and router alike`() async throws {
        let digits = String(repeating: "7", count: 400)
        for number in [digits, "-\(digits)", "\(digits).5", "1e999", "0"] {
            let body = plain("\"entity\"", "\"a\":\(number),\"entity\"")
            #expect(try await agree([body]).refused == 0, "\(number)")
        }
        #expect(try await agree([plain("\"entity\"", "\"a\":\(digits),\"entity\"")]).answered == 1)
    }

    @Test func `a member that stands there twice is refused by fast path and router, at any depth and however it is spelt`() async throws {
        let doubled = [
            plain("{\"subject\"", "{\"subject\":{\"type\":\"person\",\"id\":\"1\"},\"subject\""),
            plain("{\"subject\"", "{\"su\\u0062ject\":{\"type\":\"person\",\"id\":\"1\"},\"subject\""),
            plain("\"entity\"", "\"entity\":\"0\",\"entity\""), plain("\"entity\"", "\"\\u0065ntity\":\"0\",\"entity\""),
            plain("\"id\"", "\"id\":\"1\",\"id\""), plain("\"name\"", "\"name\":\"no\",\"name\""),
            plain("\"entity\"", "\"a\":0,\"a\":0,\"entity\""), plain("\"entity\"", "\"a\":[{\"b\":0,\"\\u0062\":0}],\"entity\""),
            plain("{\"subject\"", "{\"context\":{\"x\":{\"y\":1,\"y\":1}},\"subject\""),
            plain("{\"subject\"", "{\"other\":1,\"other\":1,\"subject\""),
        ]
        #expect(try await agree(doubled) == (0, doubled.count))
        let batches = doubled.map { "{\"evaluations\":[\(plain),\($0)]}" } + ["{\"evaluations\":[\(plain)],\"evaluations\":[\(plain)]}"]
        #expect(try await agree(batches, at: "/access/v1/evaluations") == (0, batches.count))
    }

    @Test func `fast path and router agree on questions that were damaged at random`() async throws {
        var random = SeededGenerator(seed: 20_261_126)
        let pieces = [
            "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "1e5", "-", "\"a\":1,", "\"id\":\"x\",", "\\u0061", " ", "null", "true", "é", "\u{7F}",
            "\t",
        ]
        let damaged = (0..<600).map { _ in
            var text = Array(plain)
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: 0..<text.count, using: &random)
                if Bool.random(using: &random) {
                    text.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: place)
                } else {
                    text.remove(at: place)
                }
            }
            return String(text)
        }
        // Most damage is seen by both; space between two words is none.
        let (answered, refused) = try await agree(damaged + [plain(",", " ,\t")])
        #expect(answered > 20 && refused > 200)
    }
}

private let plain = question(Town.fatima.ssin.digits, Town.deLinde.number.digits, "dimona", nil)

private func question(_ person: String, _ entity: String, _ application: String, _ domain: String?) -> String {
    let domain = domain.map { ",\"domain\":\"\($0)\"" } ?? ""
    return """
        {"subject":{"type":"person","id":"\(person)"},"action":{"name":"use"},
         "resource":{"type":"application","id":"\(application)","properties":{"entity":"\(entity)"\(domain)}}}
        """
}

private func plain(_ old: String, _ new: String) -> String { plain.replacingOccurrences(of: old, with: new) }
