package import NIOCore
package import NIOHTTP1

/// Looks at each request before anybody answers it: whether it says for which host it is, whether this connection is open for it, and whether its head is
/// ASCII. Counts those that wait for their answers, and gives HEAD its answer without a body.
package final class RequestCheck: ChannelDuplexHandler {
    package typealias InboundIn = HTTPServerRequestPart
    package typealias InboundOut = HTTPServerRequestPart
    package typealias OutboundIn = HTTPServerResponsePart
    package typealias OutboundOut = HTTPServerResponsePart

    private let purpose: Connections.Purpose
    private let deadlines: RequestDeadlines
    private let pace: ReadingPace
    private let served: any ServedAddresses
    private var unanswered = 0
    /// A request's head came, and its end did not.
    private var isComing = false
    /// An answer's head was written, and its end was not.
    private var isAnswering = false
    /// Of the requests that the router answers, in order: whether only the head of the answer is wanted.
    private var wantsHeadOnly = CircularBuffer<Bool>()
    /// What is said before the connection ends, once all that came before is answered.
    private var farewell: Farewell?
    /// No request is taken any more.
    private var isEnding = false
    /// What came is no HTTP, or broke off; the answer to it is the last one.
    private var isBroken = false
    /// The connection ends with the answer to the request that came last.
    private var isLast = false
    /// Anything was answered over this connection, by whichever way.
    package private(set) var hasAnswered = false

    init(_ purpose: Connections.Purpose, _ deadlines: RequestDeadlines, _ pace: ReadingPace, _ served: any ServedAddresses) {
        (self.purpose, self.deadlines, self.pace, self.served) = (purpose, deadlines, pace, served)
    }

    // MARK: Requests

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // After what is refused, or ends the connection, nothing is taken.
        guard !isEnding, farewell == nil, !isLast || isComing else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, data, context)
        case .body: context.fireChannelRead(data)
        case .end:
            isComing = false
            // It may have been answered before all of it came.
            deadlines.enter(unanswered > 0 ? .answering : .idle)
            context.fireChannelRead(data)
        }
    }

    private func begin(_ head: HTTPRequestHead, _ data: NIOAny, _ context: ChannelHandlerContext) {
        isComing = true
        deadlines.enter(.body(received: 0))
        deadlines.longestBody = max(RequestDeadlines.longestBody, 2 * (served.longestUpload(to: head.uri) ?? 0))
        if let farewell = Farewell(head, on: purpose, served.watched) { return end(with: farewell, context) }
        let fields = ASCIIFields(of: head)
        if fields == .refused { return end(with: .notASCII(head), context) }
        unanswered += 1
        // Who speaks HTTP/1.0 reads until the connection ends, unless both sides say otherwise (RFC 9112 §9.3). After a request for another protocol the
        // decoder takes all that comes for that protocol; we speak none, and answer it as if it had not been asked for (RFC 9110 §7.8).
        isLast = head.version == .http1_0 || head.method == .CONNECT || head.headers.contains(name: "upgrade")
        pace.note(unanswered: unanswered)
        wantsHeadOnly.append(head.method == .HEAD)
        if case .some(let fields) = fields {
            var head = head
            head.headers = fields
            context.fireChannelRead(wrapInboundOut(.head(head)))
        } else {
            context.fireChannelRead(data)
        }
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        isBroken = true
        context.fireErrorCaught(error)
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let missed = event as? RequestDeadlines.Missed else { return context.fireUserInboundEventTriggered(event) }
        guard missed != .next, deadlines.hasBegun, unanswered == (isComing ? 1 : 0), !isAnswering else { return context.close(promise: nil) }
        say(.tooSlow, context)
    }

    // MARK: Answers

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isEnding else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        hasAnswered = true
        switch unwrapOutboundIn(data) {
        case .head(var head):
            isAnswering = true
            if isLastAnswer { head.headers.replaceOrAdd(name: "Connection", value: "close") }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            if wantsHeadOnly.first == true { promise?.succeed() } else { context.write(data, promise: promise) }
        case .end:
            isAnswering = false
            // The encoder would write the end of a body that it believes to be there.
            if wantsHeadOnly.first == true { promise?.succeed() } else { context.write(data, promise: promise) }
            if isLastAnswer { return leave(context) }
            answered(context)
        }
    }

    private var isLastAnswer: Bool { purpose == .watching || isLast && unanswered == 1 || isBroken && unanswered == (isComing ? 1 : 0) }

    /// One that was let through has its answer.
    func answered(_ context: ChannelHandlerContext) {
        unanswered = max(0, unanswered - 1)
        _ = wantsHeadOnly.popFirst()
        if unanswered == 0, !isComing { deadlines.enter(.idle) }
        pace.note(unanswered: unanswered)
        if unanswered == 0, let farewell { say(farewell, context) }
    }

    /// By the fast path, which has written the answer itself.
    package func answeredByFastPath() {
        hasAnswered = true
        unanswered = max(0, unanswered - 1)
        _ = wantsHeadOnly.popLast()
        if unanswered == 0, !isComing { deadlines.enter(.idle) }
        pace.note(unanswered: unanswered)
    }

    // MARK: The end

    private func end(with farewell: Farewell, _ context: ChannelHandlerContext) {
        if unanswered == 0 { return say(farewell, context) }
        self.farewell = farewell
        isComing = false
        deadlines.enter(.answering)
    }

    private func say(_ farewell: Farewell, _ context: ChannelHandlerContext) {
        farewell.write { context.write(wrapOutboundOut($0), promise: nil) }
        leave(context)
    }

    /// Half of the connection stays open for a moment: closed at once, it would take the answer back from whoever still sends.
    private func leave(_ context: ChannelHandlerContext) {
        isEnding = true
        context.flush()
        deadlines.enter(.ending)
        pace.note(unanswered: 0)
        context.close(mode: .output, promise: nil)
    }
}

@available(*, unavailable)
extension RequestCheck: Sendable {}
