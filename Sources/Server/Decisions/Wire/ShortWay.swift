import DecisionIndex
import Foundation
import NIOCore
import NIOHTTP1
import Rules

/// Answers plain questions for a decision where they come in: same index, same rules, same words as `DecisionsRoutes`, without the way through the
/// router. It says only what it is sure of: any other request, and any that it cannot answer with a decision, goes on as it came.
final class ShortWay: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let desk: WireDesk
    /// Told of what is answered here, which it does not see.
    private let check: RequestCheck
    /// Where bytes leave that are an answer already: beyond the encoder of everybody else's.
    private var exit: ChannelHandlerContext?
    private var held: Held?
    /// Requests that went on and are not answered yet. None may be overtaken (RFC 9112 §9.3.2).
    private var awaited = 0
    /// What this connection proved to hold; a key is good for as long as the process runs.
    private var admitted: String?
    private var answer: ByteBuffer
    /// Where the JSON text of an answer is written first.
    private var text = WireText(room: 4096)
    private var batch = IndexBatch()
    /// Written and not yet sent on its way. Beyond `atMostUnsent` it is: only the channel knows whether its reader keeps up.
    private var unsent = 0
    private static let atMostUnsent = 32 * 1024

    /// A request whose end has not come yet.
    private struct Held {
        let head: HTTPRequestHead
        let plain: PlainHead
        var body: ByteBuffer?
    }

    /// The longest body that is gathered here.
    private static let longest = 64 * 1024

    init(_ desk: WireDesk, _ check: RequestCheck, _ allocator: ByteBufferAllocator) {
        (self.desk, self.check) = (desk, check)
        answer = allocator.buffer(capacity: 2048)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        exit = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { exit = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch part {
        case .head(let head):
            if awaited == 0, exit != nil, let plain = PlainHead(head) {
                held = Held(head: head, plain: plain)
            } else {
                goOn(context, data)
            }
        case .body(var bytes):
            guard held != nil else { return context.fireChannelRead(data) }
            if held?.body == nil { held?.body = bytes } else { held?.body?.writeBuffer(&bytes) }
            if let length = held?.body?.readableBytes, length > Self.longest { release(context) }
        case .end:
            if let held, answers(held) {
                self.held = nil
            } else {
                release(context)
                context.fireChannelRead(data)
            }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { awaited -= 1 }
        context.write(data, promise: promise)
    }

    private func flush() {
        if unsent > 0 { exit?.flush() }
        unsent = 0
    }

    private func answers(_ held: Held) -> Bool {
        guard let exit, let body = held.body else { return false }
        if admitted != held.plain.authorization {
            guard desk.admits(held.plain.authorization) else { return false }
            admitted = held.plain.authorization
        }
        answer.clear()
        guard desk.answer(body, held.plain, &batch, &text, into: &answer) else { return false }
        unsent += answer.readableBytes
        exit.write(NIOAny(answer), promise: nil)
        if unsent > Self.atMostUnsent { flush() }
        check.answeredShortly()
        return true
    }

    /// What was held back goes the long way after all.
    private func release(_ context: ChannelHandlerContext) {
        guard let held else { return }
        self.held = nil
        goOn(context, wrapInboundOut(.head(held.head)))
        if let body = held.body { context.fireChannelRead(wrapInboundOut(.body(body))) }
    }

    private func goOn(_ context: ChannelHandlerContext, _ head: NIOAny) {
        awaited += 1
        context.fireChannelRead(head)
    }
}

@available(*, unavailable)
extension ShortWay: Sendable {}
