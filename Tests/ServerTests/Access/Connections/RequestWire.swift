import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import Server
@testable import Web

/// A connection in memory. Its reader takes nothing until told to; beyond the fast path requests are only counted, and answered when told to.
final class RequestWire {
    private let channel: EmbeddedChannel
    let reader = Reader()
    let beyond = Beyond()
    let check: RequestCheck
    let activity = ConnectionActivity()

    init(_ test: TestHouse, _ purpose: Connections.Purpose = .everything) throws {
        channel = EmbeddedChannel()
        channel.allowRemoteHalfClosure = true
        let (deadlines, pace) = (RequestDeadlines(test.house.metrics.connections, activity), ReadingPace())
        check = RequestCheck(purpose, deadlines, pace, Features.table)
        try channel.pipeline.syncOperations.addHandlers([
            reader, deadlines, pace, ByteToMessageHandler(HTTPRequestDecoder()), HTTPResponseEncoder(), check,
            FastPathHandler(try FastPathResponder(test.house, at: .plain), check, channel.allocator), beyond,
        ])
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
    }

    /// A channel that is not closed holds its handlers, and with them the house and its database, for ever.
    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    var isOpen: Bool { channel.isActive }

    func send(_ text: String) throws { try send(text.utf8) }
    func send(_ bytes: some Sequence<UInt8>) throws { try channel.writeInbound(ByteBuffer(bytes: bytes)) }
    func askToRead() { channel.read() }
    func pass(_ seconds: Int64) { channel.embeddedEventLoop.advanceTime(by: .seconds(seconds)) }

    func answer(length: Int? = 0, _ body: String = "") throws {
        let headers: HTTPHeaders = length.map { ["Content-Length": "\($0)"] } ?? [:]
        try channel.writeOutbound(HTTPServerResponsePart.head(.init(version: .http1_1, status: .ok, headers: headers)))
        if !body.isEmpty { try channel.writeOutbound(HTTPServerResponsePart.body(.byteBuffer(.init(string: body)))) }
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
    }

    /// Takes what waits; the connection goes on as it would.
    func readAll() -> String {
        let text = String(buffer: reader.taken)
        reader.taken.clear()
        if !channel.isWritable {
            channel.isWritable = true
            channel.pipeline.fireChannelWritabilityChanged()
        }
        return text
    }

    /// The other side: holds what was written, and has the channel say when that is too much.
    final class Reader: ChannelDuplexHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundIn = IOData
        typealias OutboundOut = IOData
        var taken = ByteBuffer()
        private(set) var reads = 0
        var waiting: Int { taken.readableBytes }

        func read(context: ChannelHandlerContext) { reads += 1 }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            if case .byteBuffer(var bytes) = unwrapOutboundIn(data) { taken.writeBuffer(&bytes) }
            promise?.succeed()
            guard let channel = context.channel as? EmbeddedChannel, waiting > 64 * 1024, channel.isWritable else { return }
            channel.isWritable = false
            context.fireChannelWritabilityChanged()
        }
    }

    final class Beyond: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        private(set) var heads = 0
        /// The fields of the last.
        private(set) var fields = HTTPHeaders()

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let head) = unwrapInboundIn(data) else { return }
            heads += 1
            fields = head.headers
        }
    }
}
