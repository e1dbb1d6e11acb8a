import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Testing

@testable import Server
@testable import Web

/// One connection from its bytes to the fast path: what is read, when, and for how long it is waited for.
@Suite struct RequestWireTests {
    private func demo() async throws -> TestHouse {
        let test = try await TestHouse.demo()
        try await test.house.decisions.load()
        return test
    }

    @Test func `whoever asks and never reads is answered no more than what may wait`() async throws {
        let test = try await demo()
        let wire = try RequestWire(test)
        let flood = String(repeating: batch("x"), count: 400)
        try wire.send(flood)
        // One piece holds two such requests, and one answer has some 50 kB.
        let most = 64 * 1024 + 3 * 64 * 1024
        #expect(wire.reader.waiting > 64 * 1024 && wire.reader.waiting < most)
        let handled = test.house.metrics.requests.of(.post, "/access/v1/evaluations").duration.distribution.counts.reduce(0, +)
        #expect((1...8).contains(handled))
        let reads = wire.reader.reads
        wire.askToRead()
        #expect(wire.reader.reads == reads)
    }

    @Test func `whoever reads late gets every answer, in order`() async throws {
        let test = try await demo()
        let wire = try RequestWire(test)
        let names = (0..<60).map { "request-\($0)" }
        try wire.send(names.map(batch).joined())
        wire.askToRead()
        var (text, most) = ("", 0)
        for _ in names {
            most = max(most, wire.reader.waiting)
            text += wire.readAll()
        }
        #expect(text.matches(of: /X-Request-ID: (request-\d+)/).map { String($0.output.1) } == names)
        #expect(most < 256 * 1024 && wire.reader.waiting == 0)
        // Nothing waits any more, so the next bytes are read.
        #expect(wire.reader.reads > 0)
    }

    @Test func `the router has few requests waiting for their answers`() async throws {
        let wire = try RequestWire(try await demo())
        try wire.send(String(repeating: "GET /help HTTP/1.1\r\nHost: a\r\n\r\n", count: 3000))
        // Those of one piece may come on top.
        #expect((16...120).contains(wire.beyond.heads))
        let before = wire.beyond.heads
        for _ in 0..<before { try wire.answer() }
        #expect(wire.beyond.heads > before)
    }

    // MARK: Deadlines

    @Test func `a connection on which nothing comes is closed after ten seconds without a word`() async throws {
        let wire = try RequestWire(try await demo())
        wire.askToRead()
        wire.pass(10)
        #expect(wire.isOpen)
        wire.pass(2)
        #expect(!wire.isOpen && wire.readAll() == "")
    }

    @Test func `a head that comes byte by byte is told that it took too long`() async throws {
        let test = try await demo()
        let wire = try RequestWire(test)
        for byte in "GET /h" {
            try wire.send(String(byte))
            wire.askToRead()
            wire.pass(2)
        }
        #expect(wire.readAll().hasPrefix("HTTP/1.1 408 "))
        wire.pass(6)
        #expect(!wire.isOpen)
        #expect(test.house.metrics.connections.count(.head) == 1)
    }

    @Test func `a body has time by its size`() async throws {
        let test = try await demo()
        let head = "POST /help HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n"
        let (slow, fair) = (try RequestWire(test), try RequestWire(test))
        for wire in [slow, fair] { try wire.send(head) }
        for _ in 0..<8 {
            if slow.isOpen { try slow.send("x") }
            try fair.send(String(repeating: "x", count: 7000))
            for wire in [slow, fair] {
                wire.askToRead()
                wire.pass(2)
            }
        }
        #expect(fair.isOpen && fair.readAll() == "")
        #expect(slow.readAll().hasPrefix("HTTP/1.1 408 "))
        #expect(test.house.metrics.connections.count(.body) == 1)
    }

    @Test(arguments: [0, 4000]) func `a body of much beside its bytes ends at two million on the wire`(extended: Int) async throws {
        let wire = try RequestWire(try await demo())
        let chunk = "1\(String(repeating: ";", count: min(1, extended)))\(String(repeating: "e", count: extended))\r\nx\r\n"
        try wire.send("POST /help HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        let piece = String(repeating: chunk, count: 32_000 / chunk.utf8.count)
        var sent = 0
        while wire.isOpen, sent < 3_000_000 {
            wire.askToRead()
            try? wire.send(piece)
            sent += piece.utf8.count
            // Faster than the rate that is asked for.
            wire.pass(2)
        }
        #expect(!wire.isOpen && (2_000_000..<2_200_000).contains(sent))
    }

    @Test func `trailers are part of the body that is waited for`() async throws {
        let test = try await demo()
        let wire = try RequestWire(test)
        try wire.send("POST /help HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n")
        for number in 0..<10 where wire.isOpen {
            try wire.send("T\(number): t\r\n")
            wire.askToRead()
            wire.pass(2)
        }
        #expect(wire.readAll().hasPrefix("HTTP/1.1 408 ") && test.house.metrics.connections.count(.body) == 1)
    }

    @Test(arguments: ["", "Connection: keep-alive\r\n"])
    func `the answer to HTTP 1.0 ends the connection`(field: String) async throws {
        let wire = try RequestWire(try await demo())
        try wire.send("GET /help HTTP/1.1\r\nHost: a\r\n\r\nGET /help HTTP/1.0\r\n\(field)\r\n")
        // What comes after it is not heard.
        try? wire.send("GET /help HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(wire.beyond.heads == 2)
        try wire.answer()
        #expect(!wire.readAll().contains("Connection: close"))
        try wire.answer()
        #expect(wire.readAll().contains("Connection: close"))
        wire.pass(6)
        #expect(!wire.isOpen)
    }

    @Test func `a connection may be idle for a minute after an answer, however long that took`() async throws {
        let test = try await demo()
        let wire = try RequestWire(test)
        try wire.send("GET /help HTTP/1.1\r\nHost: a\r\n\r\n")
        wire.askToRead()
        wire.pass(300)
        #expect(wire.isOpen)
        try wire.answer()
        wire.pass(60)
        #expect(wire.isOpen)
        wire.pass(2)
        #expect(!wire.isOpen && test.house.metrics.connections.count(.next) == 1)
    }

    @Test func `a reader who takes nothing for a minute is given up`() async throws {
        let test = try await demo()
        let wire = try RequestWire(test)
        try wire.send(String(repeating: batch("x"), count: 10))
        wire.pass(58)
        #expect(wire.isOpen)
        wire.pass(6)
        #expect(!wire.isOpen && test.house.metrics.connections.count(.reader) == 1)
    }

    // MARK: Hosts

    @Test(arguments: [
        "GET /help HTTP/1.1\r\n\r\n", "GET /help HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "GET /help HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n",
        "GET /help HTTP/1.1\r\nHost:\r\n\r\n", "GET /help HTTP/1.1\r\nHost: a, b\r\n\r\n", "GET /help HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET http://b/help HTTP/1.1\r\nHost: a\r\n\r\n", "GET ftp://a/help HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /help HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST /access/v1/evaluation HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
    ])
    func `a request that does not name its host once is refused, and the connection ends`(_ request: String) async throws {
        let wire = try RequestWire(try await demo())
        try wire.send(request)
        #expect(wire.readAll().hasPrefix("HTTP/1.1 400 "))
        try wire.send("GET /help HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(wire.beyond.heads == 0)
    }

    @Test(arguments: [
        "GET /help HTTP/1.1\r\nHost: a\r\n\r\n", "GET /help HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "GET /help HTTP/1.0\r\n\r\n",
        "GET http://a:80/help HTTP/1.1\r\nHost: A:80\r\n\r\n",
    ])
    func `a request that names it once goes on`(_ request: String) async throws {
        let wire = try RequestWire(try await demo())
        try wire.send(request)
        #expect(wire.beyond.heads == 1)
    }

    @Test func `a refusal waits for the answers to what came before`() async throws {
        let wire = try RequestWire(try await demo())
        try wire.send("GET /help HTTP/1.1\r\nHost: a\r\n\r\nGET /help HTTP/1.1\r\n\r\n")
        #expect(wire.readAll() == "" && wire.beyond.heads == 1)
        try wire.answer()
        let text = wire.readAll()
        #expect(text.hasPrefix("HTTP/1.1 200 ") && text.contains("HTTP/1.1 400 "))
    }

    // MARK: HEAD, and connections to watch by

    @Test func `HEAD has no body and no end of one, also where the length is not known`() async throws {
        let wire = try RequestWire(try await demo())
        try wire.send("HEAD /help HTTP/1.1\r\nHost: a\r\n\r\nGET /help HTTP/1.1\r\nHost: a\r\n\r\n")
        try wire.answer(length: nil, "abc")
        #expect(wire.readAll().hasSuffix("\r\n\r\n"))
        try wire.answer(length: nil, "abc")
        #expect(wire.readAll().hasSuffix("3\r\nabc\r\n0\r\n\r\n"))
    }

    @Test func `a connection beyond the bound is for watching the server alone, once`() async throws {
        let test = try await demo()
        for path in ["/live", "/health", "/metrics", "/metrics?x=1"] {
            let wire = try RequestWire(test, .watching)
            try wire.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(wire.beyond.heads == 1)
            try wire.answer()
            #expect(wire.readAll().contains("Connection: close"))
        }
        for path in ["/", "/help", "//metrics", "/healthy"] {
            let wire = try RequestWire(test, .watching)
            try wire.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(wire.beyond.heads == 0 && wire.readAll().hasPrefix("HTTP/1.1 503 "))
        }
        let wire = try RequestWire(test, .watching)
        try wire.send(batch("x"))
        #expect(wire.readAll().hasPrefix("HTTP/1.1 503 "))
    }

    /// A batch of 100 questions in few bytes.
    private func batch(_ name: String) -> String {
        let body = """
            {"subject":{"type":"person","id":"\(Town.fatima.ssin.digits)"},"action":{"name":"use"},"resource":{"type":"application","id":"dimona",\
            "properties":{"entity":"\(Town.deLinde.number.digits)"}},"evaluations":[\(Array(repeating: "{}", count: 100).joined(separator: ","))]}
            """
        return """
            POST /access/v1/evaluations HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer demo-decisions\r\nContent-Type: application/json\r
            X-Request-ID: \(name)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
            """
    }
}
