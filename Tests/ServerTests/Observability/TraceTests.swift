import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Rules
import Sample
import ServiceLifecycle
import Standards
import Synchronization
import Testing
import Tracing
import Web

@testable import Server

/// A collector of traces, on a port of its own: what it was sent, as JSON.
private final class TestCollector: Sendable {
    struct Span: Decodable, Sendable {
        let traceId, spanId, name: String
        let parentSpanId: String?
        let kind: Int
        let startTimeUnixNano, endTimeUnixNano: String
        let attributes: [Attribute]
        var values: [String: String] {
            Dictionary(uniqueKeysWithValues: attributes.map { ($0.key, $0.value.stringValue ?? $0.value.intValue ?? "") })
        }
    }
    struct Attribute: Decodable, Sendable {
        struct Value: Decodable, Sendable { let stringValue, intValue: String? }
        let key: String
        let value: Value
    }
    private struct Body: Decodable {
        struct Resource: Decodable { let scopeSpans: [Scope] }
        struct Scope: Decodable { let spans: [Span] }
        let resourceSpans: [Resource]
    }

    private let received = Mutex<[Span]>([])
    let status = Mutex(HTTPResponse.Status.ok)
    var spans: [Span] { received.withLock { $0 } }

    /// Serves while `body` runs, which is told the address.
    func serve(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let router = Router()
        router.post("/v1/traces") { request, _ in
            guard request.headers[.contentType] == "application/json" else { return HTTPResponse.Status.unsupportedMediaType }
            var request = request
            let buffer = try await request.collectBody(upTo: 1 << 20)
            let sent = try JSONDecoder().decode(Body.self, from: Data(buffer.readableBytesView))
            self.received.withLock { $0 += sent.resourceSpans.flatMap { $0.scopeSpans.flatMap(\.spans) } }
            return self.status.withLock { $0 }
        }
        let (ports, listening) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { listening.yield($0.localAddress?.port ?? 0) }, logger: TestHouse.Shared.silent)
        let group = ServiceGroup(services: [application], logger: TestHouse.Shared.silent)
        async let running: Void = group.run()
        for await port in ports {
            try await body("http://127.0.0.1:\(port)/v1/traces")
            break
        }
        await group.triggerGracefulShutdown()
        try await running
    }
}

@Suite struct TraceTests {
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    private let meters = SpanMeters()

    private func house(_ buffer: SpanBuffer, ratio: Double) async throws -> TestHouse {
        try await TestHouse.demo(tracer: SpanTracer(ratio: ratio, buffer: buffer))
    }

    private func headers(_ parent: String = Self.parent) throws -> HTTPFields {
        [try #require(HTTPField.Name("traceparent")): parent, try #require(HTTPField.Name("X-Request-ID")): "r-1"]
    }

    @Test func `a request's spans reach the collector, below the caller's own`() async throws {
        let (collector, buffer, meters) = (TestCollector(), SpanBuffer(meters: meters), meters)
        let test = try await house(buffer, ratio: 0)
        _ = try await test.signedIn(Town.sofie).get("/entities/\(Town.deLinde.number.digits)", headers: try headers())
        try await collector.serve { address in
            try await SpanExporter(to: address, buffer, meters: meters, logger: TestHouse.Shared.silent).send()
        }
        let root = try #require(collector.spans.first { $0.name == "GET /entities/:entity" })
        #expect(root.traceId == "4bf92f3577b34da6a3ce929d0e0e4736" && root.parentSpanId == "00f067aa0ba902b7" && root.kind == 2)
        #expect(root.values["http.route"] == "/entities/:entity" && root.values["http.response.status_code"] == "200")
        #expect(root.values["chatelaine.request.id"] == "r-1")
        let reads = collector.spans.filter { $0.name == "read" }
        #expect(!reads.isEmpty && reads.allSatisfy { $0.traceId == root.traceId && $0.parentSpanId == root.spanId })
        #expect(meters.exported.value == collector.spans.count && meters.dropped.value == 0)
    }

    @Test func `an act lies in its write, and a decision in its request`() async throws {
        let (collector, buffer, meters) = (TestCollector(), SpanBuffer(meters: meters), meters)
        let test = try await house(buffer, ratio: 1)
        try await test.house.traced("nothing above") { span in #expect(span == nil) }
        let span = try #require(test.house.tracer).startSpan("walk", context: .topLevel)
        try await InstrumentationContext.withValue(span.context) {
            try await PreparedActs(test: test).end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        }
        span.end()
        let question =
            #"{"subject":{"type":"person","id":"1"},"action":{"name":"use"},"resource":{"type":"application","id":"x","properties":{"entity":"1"}}}"#
        _ = try await test.browser().post(
            "/access/v1/evaluation", raw: question, headers: [.authorization: "Bearer demo-decisions", .contentType: "application/json"])
        try await collector.serve { address in
            try await SpanExporter(to: address, buffer, meters: meters, logger: TestHouse.Shared.silent).send()
        }
        let named = Dictionary(grouping: collector.spans, by: \.name)
        let (act, write) = (try #require(named["user.blocked"]?.first), try #require(named["write"]?.first))
        #expect(act.parentSpanId == write.spanId && write.parentSpanId == named["walk"]?.first?.spanId)
        #expect(write.startTimeUnixNano <= act.startTimeUnixNano && act.endTimeUnixNano <= write.endTimeUnixNano)
        let request = try #require(named["POST /access/v1/evaluation"]?.first)
        #expect(request.parentSpanId == nil && named["decision"]?.first?.parentSpanId == request.spanId)
    }

    @Test(arguments: [(0.0, true, true), (0.0, false, false), (1.0, false, false)])
    func `whoever began a trace says whether it is recorded`(_ ratio: Double, _ isSampled: Bool, _ isRecorded: Bool) async throws {
        let buffer = SpanBuffer(meters: meters)
        let test = try await house(buffer, ratio: ratio)
        _ = try await test.browser().get("/help", headers: try headers(Self.parent.dropLast() + (isSampled ? "1" : "0")))
        #expect(buffer.take(atMost: 10).isEmpty != isRecorded)
    }

    @Test func `what no collector takes is dropped and counted, and so is what is too much`() async throws {
        let (collector, buffer, meters) = (TestCollector(), SpanBuffer(meters: meters), meters)
        let tracer = SpanTracer(ratio: 1, buffer: buffer)
        for _ in 0..<(SpanBuffer.limit + 3) { tracer.startSpan("s", context: .topLevel).end() }
        #expect(meters.dropped.value == 3)
        collector.status.withLock { $0 = .serviceUnavailable }
        try await collector.serve { address in
            try await SpanExporter(to: address, buffer, meters: meters, logger: TestHouse.Shared.silent).send()
        }
        #expect(meters.dropped.value == 3 + SpanBuffer.limit && meters.exported.value == 0)
    }

    @Test func `an error is told by its type, never by its words`() throws {
        struct Personal: Error { let name = "Sofie Peeters" }
        let buffer = SpanBuffer(meters: meters)
        let span = SpanTracer(ratio: 1, buffer: buffer).startSpan("s", context: .topLevel)
        span.recordError(Personal())
        span.end()
        span.end()
        let sent = buffer.take(atMost: 10)
        #expect(sent.count == 1 && sent.first?.isError == true)
        #expect(sent.first?.attributes.values.allSatisfy { !"\($0)".contains("Peeters") } == true)
        let type = try #require(sent.first?.attributes["error.type"]?.string)
        #expect(type.contains("Personal"))
    }

    @Test(arguments: ["", "collector:4318", "ftp://127.0.0.1/", "http://"])
    func `an address that is none is refused at start`(_ address: String) {
        #expect(throws: NoCollector.self) { try Collector(address) }
    }
}
