import Foundation
import NIOCore
import NIOHTTP1
import Standards

/// Looks at each request before anybody answers it: whether it says for which host it is, whether this connection is open for it, and whether its head is
/// ASCII. Counts those that wait for their answers, and gives HEAD its answer without a body.
final class RequestCheck: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let purpose: Connections.Purpose
    private let deadlines: RequestDeadlines
    private let pace: ReadingPace
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
    private(set) var hasAnswered = false

    init(_ purpose: Connections.Purpose, _ deadlines: RequestDeadlines, _ pace: ReadingPace) {
        (self.purpose, self.deadlines, self.pace) = (purpose, deadlines, pace)
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
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
        if let farewell = Farewell(head, on: purpose) { return end(with: farewell, context) }
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

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        isBroken = true
        context.fireErrorCaught(error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let missed = event as? RequestDeadlines.Missed else { return context.fireUserInboundEventTriggered(event) }
        guard missed != .next, deadlines.hasBegun, unanswered == (isComing ? 1 : 0), !isAnswering else { return context.close(promise: nil) }
        say(.tooSlow, context)
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
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
    func answeredByFastPath() {
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

/// The last answer on a connection, to what goes no further than here.
struct Farewell: Equatable {
    private let status: HTTPResponseStatus
    private let code: String
    private let detail: String
    private var isHeadOnly = false

    static let tooSlow = Farewell(status: .requestTimeout, code: "tooSlow", detail: "The request did not come in time.")
    private static let noHost = Farewell(status: .badRequest, code: "badRequest", detail: "A request names its host once.")
    private static let notASCII = Farewell(status: .badRequest, code: "badRequest", detail: "What says who asks, and what, is written in ASCII.")
    private static let full = Farewell(status: .serviceUnavailable, code: "full", detail: "Too many connections are open; try again in a moment.")

    private init(status: HTTPResponseStatus, code: String, detail: String) { (self.status, self.code, self.detail) = (status, code, detail) }

    /// Nil for a request that may go on.
    init?(_ head: HTTPRequestHead, on purpose: Connections.Purpose) {
        guard RequestHost.isNamedOnce(in: head) else {
            self = Self.noHost
            isHeadOnly = head.method == .HEAD
            return
        }
        guard purpose == .everything || Self.watched.contains(String(head.uri.prefix { $0 != "?" })) else {
            self = Self.full
            isHeadOnly = head.method == .HEAD
            return
        }
        return nil
    }

    static func notASCII(_ head: HTTPRequestHead) -> Farewell {
        var farewell = notASCII
        farewell.isHeadOnly = head.method == .HEAD
        return farewell
    }

    private static let watched = Set([Address.live, .health, .metrics].map(\.pattern))

    func write(_ part: (HTTPServerResponsePart) -> Void) {
        let problem = ProblemDetails(
            type: "urn:chatelaine:problem:\(code)", title: status.reasonPhrase, status: Int(status.code), detail: detail)
        let body = ByteBuffer(bytes: (try? problem.json()) ?? .init())
        var headers = HTTPHeaders([
            ("Content-Type", ProblemDetails.mediaType), ("Content-Length", "\(body.readableBytes)"), ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ])
        if status == .serviceUnavailable { headers.add(name: "Retry-After", value: "10") }
        part(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
        if !isHeadOnly { part(.body(.byteBuffer(body))) }
        part(.end(nil))
    }
}

/// Which host a request is for (RFC 9112 §3.2). A cache, a proxy and we must not differ about it.
enum RequestHost {
    /// Once, in the field and, if there too, the same in the target. HTTP/1.0 may leave it out.
    static func isNamedOnce(in head: HTTPRequestHead) -> Bool {
        let written = head.headers["host"]
        guard written.count <= 1 else { return false }
        guard let host = written.first else { return head.version == .http1_0 && head.uri.hasPrefix("/") }
        guard !host.isEmpty, host.utf8.allSatisfy(isPart) else { return false }
        if head.uri.hasPrefix("/") || head.uri == "*" { return true }
        for scheme in ["http://", "https://"] where head.uri.lowercased().hasPrefix(scheme) {
            let authority = head.uri.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
            return authority.lowercased() == host.lowercased()
        }
        return false
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: "-._~:[]%".utf8.contains(byte)
        }
    }
}
