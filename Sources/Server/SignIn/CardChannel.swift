import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOSSL
import Web

/// TLS on the card port. Each connection has a context of its own, which forgets all tickets and session identifiers with it: no connection can be
/// resumed, so whoever shows a certificate has just proven with the card that it is theirs. (NIOSSL has no switch for resumption, and on a resumed
/// connection asks for no certificate and calls nobody.)
struct CardChannel<Base: HTTPChannelHandler>: HTTPChannelHandler {
    let base: Base
    let configuration: TLSConfiguration

    var responder: HTTPChannelHandler.Responder { base.responder }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            // Any certificate is taken, or none: whether a card is good is said on a page.
            let tls = NIOSSLServerHandler(
                context: try NIOSSLContext(configuration: configuration),
                customVerificationCallback: { _, promise in promise.succeed(.certificateVerified) }, configuration: .init())
            try channel.pipeline.syncOperations.addHandler(tls)
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }.flatMapThrowing { value in
            let codec = try channel.pipeline.syncOperations.handler(type: HTTP1ToHTTPServerCodec.self)
            try channel.pipeline.syncOperations.addHandler(CardConnection(), position: .after(codec))
            return value
        }
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}

/// A connection to the card port ends after an answer that says so, and is fresh until its first.
final class CardConnection: ChannelOutboundHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var isClosing = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            // An interim answer ends nothing.
            if head.status.kind != .informational { isClosing = head.headerFields[.connection]?.lowercased() == "close" }
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            context.writeAndFlush(data, promise: promise)
            if isClosing { context.close(promise: nil) }
        }
    }

    /// Whether nothing was answered yet over this connection: what its certificate proved, it proved just now.
    static func isFresh(_ channel: any Channel) async throws -> Bool {
        try await channel.eventLoop.submit { try !channel.pipeline.syncOperations.handler(type: RequestCheck.self).hasAnswered }.get()
    }
}
