import Rules
import Sample
import Testing

@testable import Server
@testable import Web

/// What a connection knows of its use: whether anything was answered over it, what goes on, and when it ends.
@Suite struct ConnectionUseTests {
    private func demo() async throws -> TestHouse {
        let test = try await TestHouse.demo()
        try await test.house.decisions.load()
        return test
    }

    private let help = "GET /help HTTP/1.1\r\nHost: a\r\n\r\n"

    private let decision = {
        let body = """
            {"subject":{"type":"person","id":"\(Town.fatima.ssin.digits)"},"action":{"name":"use"},"resource":{"type":"application","id":"dimona",\
            "properties":{"entity":"\(Town.deLinde.number.digits)"}}}
            """
        return """
            POST /access/v1/evaluation HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer demo-decisions\r\nContent-Type: application/json\r
            Content-Length: \(body.utf8.count)\r\n\r\n\(body)
            """
    }()

    @Test func `an answer by the short way has been given as well as any other`() async throws {
        let test = try await demo()
        let (short, long) = (try RequestWire(test), try RequestWire(test))
        for (wire, request) in [(short, decision), (long, help)] {
            #expect(!wire.check.hasAnswered)
            try wire.send(request)
        }
        #expect(short.beyond.heads == 0 && short.readAll().hasPrefix("HTTP/1.1 200 ") && short.check.hasAnswered)
        #expect(!long.check.hasAnswered)
        try long.answer()
        #expect(long.check.hasAnswered)
    }

    @Test func `what goes on is known from the first byte to the answer`() async throws {
        let wire = try RequestWire(try await demo())
        #expect(wire.activity.state == .idle)
        for _ in 0..<2 {
            try wire.send("POST /help HTTP/1.1\r\n")
            #expect(wire.activity.state == .asking)
            try wire.send("Host: a\r\nContent-Length: 1\r\n\r\n")
            #expect(wire.activity.state == .asking)
            try wire.send("x")
            #expect(wire.activity.state == .answering)
            try wire.answer()
            #expect(wire.activity.state == .idle)
        }
        try wire.send(decision)
        #expect(wire.activity.state == .idle && wire.beyond.heads == 2)
    }

    @Test(arguments: [
        "GET /help HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
        "GET /help HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n",
        "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n",
    ])
    func `the answer to a request for another protocol ends the connection, which would hear nothing more`(request: String) async throws {
        let wire = try RequestWire(try await demo())
        try wire.send(request + "GET /help HTTP/1.1\r\nHost: a\r\n\r\n")
        if wire.beyond.heads > 0 { try wire.answer() }
        #expect(wire.beyond.heads <= 1 && wire.readAll().contains("Connection: close"))
        wire.pass(6)
        #expect(!wire.isOpen)
    }
}
