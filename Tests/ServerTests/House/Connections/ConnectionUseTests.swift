import Sample
import Testing

@testable import Server

/// What a connection knows of its use: whether anything was answered over it, what goes on, and when it ends.
@Suite struct ConnectionUseTests {
    private func demo() async throws -> TestHouse {
        let test = try await TestHouse.demo()
        try await test.house.decisions.load()
        return test
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
