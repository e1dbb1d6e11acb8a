import NIOHTTP1
import Sample
import Testing

@testable import Server
@testable import Web

/// What of a request's head goes further than its connection.
@Suite struct ASCIIFieldsTests {
    private func wire() async throws -> RequestWire { try RequestWire(try await TestHouse.empty()) }

    /// As long as a head may be.
    private let heavy = "a" + String(repeating: "\u{301}\u{327}", count: 15_000)

    private func ask(_ field: String) -> String { "GET /help HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n" }

    @Test func `of cookies those go on that are ASCII, and no other is ever compared with ours`() async throws {
        let wire = try await wire()
        try wire.send(ask("Cookie: \(heavy)=1; chatelaine-session=abc; theirs=\u{E9}; chatelaine-language=\u{E9}; chatelaine-browser=def"))
        #expect(wire.beyond.heads == 1 && wire.beyond.fields["cookie"] == [" chatelaine-session=abc; chatelaine-browser=def"])
        try wire.send(ask("Cookie: \(heavy)=1"))
        #expect(wire.beyond.heads == 2 && !wire.beyond.fields.contains(name: "cookie"))
    }

    @Test(arguments: [
        "Origin", "Sec-Fetch-Site", "Authorization", "Content-Type", "Connection", "Expect", "X-Forwarded-For", "Forwarded", "Via", "X-Real-IP",
    ])
    func `a field that says who asks, or what, is refused`(name: String) async throws {
        for value in [heavy, "\u{E9}, 203.0.113.5"] {
            let wire = try await wire()
            try wire.send(ask("\(name): \(value)"))
            #expect(wire.beyond.heads == 0 && wire.readAll().hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test(arguments: ["User-Agent", "Referer", "Accept-Language", "X-Request-ID", "Traceparent", "X-Client-Name"])
    func `a field that says neither is left out, and its request is answered`(name: String) async throws {
        let wire = try await wire()
        try wire.send(ask("\(name): \(heavy)\r\nX-Other: b"))
        #expect(wire.beyond.heads == 1 && !wire.beyond.fields.contains(name: name) && wire.beyond.fields["x-other"] == ["b"])
    }

    @Test func `bytes that are no UTF-8 are no ASCII either`() async throws {
        let wire = try await wire()
        try wire.send(Array("GET /help HTTP/1.1\r\nHost: a\r\nUser-Agent: ".utf8) + [0xE9, 0xFF] + Array("\r\n\r\n".utf8))
        #expect(wire.beyond.heads == 1 && !wire.beyond.fields.contains(name: "user-agent"))
    }

    @Test(arguments: ["/\u{E9}", "/help?\u{E9}=1"]) func `an address is ASCII`(address: String) async throws {
        let wire = try await wire()
        try? wire.send("GET \(address) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(wire.beyond.heads == 0)
    }
}
