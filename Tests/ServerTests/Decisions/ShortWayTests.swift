import Foundation
import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Rules
import Sample
import Testing

@testable import Server

/// The short way answers like the long one, byte for byte, or lets the request go on as it came (DESIGN §9).
@Suite struct ShortWayTests {
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
    func `both ways say the same`(_ language: Language) async throws {
        let test = try await demo()
        let fields = ["Accept-Language": language.rawValue, "X-Request-ID": "asked"]
        let asked = try {
            let line = try Line(test)
            return try Self.questions.map { (question: $0, here: try line.ask($0, fields)) }
        }()
        for (question, here) in asked {
            guard let here else { continue }
            let there = try await test.browser(language.rawValue).post(
                "/access/v1/evaluation", raw: question, headers: [.authorization: "Bearer demo-decisions", .requestID: "asked"])
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
    ])
    func `what is unusual goes on as it came`(_ body: String) async throws {
        let test = try await demo()
        let line = try Line(test)
        #expect(try line.ask(body) == nil)
        #expect(line.arrived == body)
    }

    @Test(arguments: [
        ["Authorization": "Bearer wrong"], ["Cookie": "a=b"], ["Connection": "close"], ["Expect": "100-continue"], ["X-Unheard-Of": "1"],
        ["X-Request-ID": "two words"], ["Traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"],
    ])
    func `a head that may change the answer goes on as it came`(_ fields: [String: String]) async throws {
        let test = try await demo()
        let line = try Line(test)
        #expect(try line.ask(plain, fields) == nil)
        #expect(line.arrived == plain)
    }

    @Test(arguments: [
        #"{"evaluations":[ITEM,ITEM,OTHER]}"#,
        // What an item leaves out stands around them, before or after.
        #"{"subject":SUBJECT,"evaluations":[{"resource":RESOURCE},OTHER],"action":{"name":"use"}}"#,
    ])
    func `both ways say the same to many questions`(_ template: String) async throws {
        let test = try await demo()
        let body = template.replacingOccurrences(of: "ITEM", with: plain)
            .replacingOccurrences(of: "OTHER", with: question(Town.jan.ssin.digits, Town.tournesol.number.digits, "dmfa", nil))
            .replacingOccurrences(of: "SUBJECT", with: #"{"type":"person","id":"\#(Town.fatima.ssin.digits)"}"#)
            .replacingOccurrences(
                of: "RESOURCE", with: #"{"type":"application","id":"dimona","properties":{"entity":"\#(Town.deLinde.number.digits)"}}"#)
        let here = try { try Line(test).ask(body, ["X-Request-ID": "many"], at: "/access/v1/evaluations") }()
        let there = try await test.browser().post(
            "/access/v1/evaluations", raw: body, headers: [.authorization: "Bearer demo-decisions", .requestID: "many"])
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
        let line = try Line(test)
        #expect(try line.ask(body, at: "/access/v1/evaluations") == nil)
        #expect(line.arrived == body)
    }

    @Test func `a request may come in pieces`() async throws {
        let test = try await demo()
        let line = try Line(test)
        let whole = try #require(try line.ask(plain, ["X-Request-ID": "pieces"]))
        #expect(try line.ask(plain, ["X-Request-ID": "pieces"], inPiecesOf: 7)?.body == whole.body)
    }

    @Test func `no answer overtakes one that is awaited`() async throws {
        let test = try await demo()
        let line = try Line(test)
        try line.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try line.ask(plain) == nil)
        try line.answerAwaited()
        try line.answerAwaited()
        #expect(try line.ask(plain) != nil)
    }

    @Test func `a long body goes on before it is all there`() async throws {
        let test = try await demo()
        let line = try Line(test)
        let padded = plain + String(repeating: " ", count: 80_000)
        #expect(try line.ask(padded) == nil)
        #expect(line.arrived == padded)
    }

    @Test func `properties that nobody knows change nothing`() async throws {
        let test = try await demo()
        let line = try Line(test)
        let more = plain("\"entity\"", "\"a\":[1,{\"b\":null}],\"c\":true,\"d\":{},\"entity\"")
        #expect(try line.ask(more, ["X-Request-ID": "a"])?.body == line.ask(plain, ["X-Request-ID": "a"])?.body)
        #expect(try line.ask(more) != nil)
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

/// One connection, up to the short way; what goes on beyond it is only noted.
private final class Line {
    struct Answer {
        let status: Int
        let fields: [String: String]
        let body: String
    }

    private let channel = EmbeddedChannel()
    private let beyond = Beyond()
    var arrived: String { String(buffer: beyond.body) }

    init(_ test: TestHouse) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandlers([
            ByteToMessageHandler(HTTPRequestDecoder()), HTTPResponseEncoder(),
            ShortWay(try WireDesk(test.house, at: .plain), channel.allocator), beyond,
        ])
    }

    /// Nil when the request went on.
    func ask(_ body: String, _ fields: [String: String] = [:], inPiecesOf size: Int = .max, at path: String = "/access/v1/evaluation") throws
        -> Answer?
    {
        beyond.body.clear()
        var fields = fields
        fields["Authorization"] = fields["Authorization"] ?? "Bearer demo-decisions"
        let lines = fields.map { "\($0): \($1)\r\n" }.joined()
        try send("POST \(path) HTTP/1.1\r\nHost: a\r\n\(lines)Content-Length: \(body.utf8.count)\r\n\r\n\(body)", size)
        var answer = ByteBuffer()
        while var bytes = try channel.readOutbound(as: ByteBuffer.self) { answer.writeBuffer(&bytes) }
        guard answer.readableBytes > 0 else { return nil }
        let text = String(buffer: answer)
        let end = try #require(text.range(of: "\r\n\r\n"))
        let head = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let named = head.dropFirst().map { line in line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) } }
        let pairs = named.map { ($0[0].lowercased(), $0[1]) }
        #expect(head[0] == "HTTP/1.1 200 OK")
        let found = Answer(status: 200, fields: Dictionary(uniqueKeysWithValues: pairs), body: String(text[end.upperBound...]))
        #expect(found.fields["content-length"] == "\(found.body.utf8.count)")
        return found
    }

    func send(_ text: String, _ size: Int = .max) throws {
        var bytes = ByteBuffer(string: text)
        while bytes.readableBytes > 0, let piece = bytes.readSlice(length: min(size, bytes.readableBytes)) { try channel.writeInbound(piece) }
    }

    func answerAwaited() throws {
        try channel.writeOutbound(HTTPServerResponsePart.head(.init(version: .http1_1, status: .ok, headers: ["Content-Length": "0"])))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
        while try channel.readOutbound(as: IOData.self) != nil {}
    }

    private final class Beyond: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        var body = ByteBuffer()

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if case .body(var bytes) = unwrapInboundIn(data) { body.writeBuffer(&bytes) }
        }
    }
}
