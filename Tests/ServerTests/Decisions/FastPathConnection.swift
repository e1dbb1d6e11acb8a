import Foundation
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Server
@testable import Web

/// One connection, up to the fast path; what goes on beyond it is only noted.
final class FastPathConnection {
    struct Answer {
        let status: Int
        let fields: [String: String]
        let body: String
    }

    private let channel = EmbeddedChannel()
    private let beyond = Beyond()
    var arrived: String { String(buffer: beyond.body) }

    init(_ test: TestHouse) throws {
        let (deadlines, pace) = (RequestDeadlines(test.house.metrics.connections), ReadingPace())
        let check = RequestCheck(.everything, deadlines, pace, Features.table)
        try channel.pipeline.syncOperations.addHandlers([
            deadlines, pace, ByteToMessageHandler(HTTPRequestDecoder()), HTTPResponseEncoder(), check,
            FastPathHandler(try FastPathResponder(test.house, at: .plain), check, channel.allocator), beyond,
        ])
    }

    /// A channel that is not closed holds its handlers, and with them the house and its database, for ever.
    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    /// Nil when the request went on.
    func ask(_ body: String, _ fields: [String: String] = [:], inPiecesOf size: Int = .max, at path: String = "/access/v1/evaluation") throws
        -> Answer?
    {
        beyond.body.clear()
        var fields = fields
        fields["Authorization"] = fields["Authorization"] ?? "Bearer demo-decisions"
        fields["Content-Type"] = fields["Content-Type"] ?? "application/json"
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
