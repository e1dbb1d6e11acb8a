import DecisionIndex
import Foundation
import NIOCore
import NIOHTTP1
import Rules
import Web

/// Answers plain questions for a decision right behind the HTTP parser: same index, same rules, same words as `DecisionsRoutes`, without the router. Any
/// other request, and any that it cannot answer with a decision, is forwarded as it came.
final class FastPathHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let responder: FastPathResponder
    /// Stands before this handler, and is told of what is answered here.
    private let check: RequestCheck
    /// The encoder's context: what is written from there passes it by, since the answers made here are bytes already.
    private var encoder: ChannelHandlerContext?
    private var pending: PendingRequest?
    /// Requests that went on and are not answered yet. None may be overtaken (RFC 9112 §9.3.2).
    private var awaited = 0
    /// What this connection proved to hold; a key is good for as long as the process runs.
    private var admitted: String?
    private var answer: ByteBuffer
    /// Where the JSON text of an answer is written first.
    private var text = EvaluationText(room: 4096)
    private var batch = IndexBatch()
    /// Written and not yet sent on its way. Beyond `maximumUnsent` it is: only the channel knows whether its reader keeps up.
    private var unsent = 0
    private static let maximumUnsent = 32 * 1024

    /// A request whose end has not come yet.
    private struct PendingRequest {
        let head: HTTPRequestHead
        let plain: FastPathHead
        var body: ByteBuffer?
    }

    /// The longest body that is gathered here.
    private static let maximumBody = 64 * 1024

    init(_ responder: FastPathResponder, _ check: RequestCheck, _ allocator: ByteBufferAllocator) {
        (self.responder, self.check) = (responder, check)
        answer = allocator.buffer(capacity: 2048)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { encoder = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch part {
        case .head(let head):
            if awaited == 0, encoder != nil, let plain = FastPathHead(head) {
                pending = PendingRequest(head: head, plain: plain)
            } else {
                forward(context, data)
            }
        case .body(var bytes):
            guard pending != nil else { return context.fireChannelRead(data) }
            if pending?.body == nil { pending?.body = bytes } else { pending?.body?.writeBuffer(&bytes) }
            if let length = pending?.body?.readableBytes, length > Self.maximumBody { forwardPending(context) }
        case .end:
            if let pending, answers(pending) {
                self.pending = nil
            } else {
                forwardPending(context)
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
        if unsent > 0 { encoder?.flush() }
        unsent = 0
    }

    private func answers(_ pending: PendingRequest) -> Bool {
        guard let encoder, let body = pending.body else { return false }
        if admitted != pending.plain.authorization {
            guard responder.admits(pending.plain.authorization) else { return false }
            admitted = pending.plain.authorization
        }
        answer.clear()
        guard responder.answer(body, pending.plain, &batch, &text, into: &answer) else { return false }
        unsent += answer.readableBytes
        encoder.write(NIOAny(answer), promise: nil)
        if unsent > Self.maximumUnsent { flush() }
        check.answeredByFastPath()
        return true
    }

    /// What was held back goes to the router after all.
    private func forwardPending(_ context: ChannelHandlerContext) {
        guard let pending else { return }
        self.pending = nil
        forward(context, wrapInboundOut(.head(pending.head)))
        if let body = pending.body { context.fireChannelRead(wrapInboundOut(.body(body))) }
    }

    private func forward(_ context: ChannelHandlerContext, _ head: NIOAny) {
        awaited += 1
        context.fireChannelRead(head)
    }
}

@available(*, unavailable)
extension FastPathHandler: Sendable {}
