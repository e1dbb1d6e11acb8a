package import NIOCore

/// Closes a connection on which what is due does not come: the head of a request, its body at a rate, the next request, a reader for the answer. Time in
/// which nothing is read because we are busy does not count. The clock is looked at every two seconds, and never at a request.
package final class RequestDeadlines: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = NIOAny
    package typealias OutboundOut = NIOAny

    enum Phase: Hashable {
        /// Nothing is asked.
        case idle
        case head
        case body(received: Int)
        /// What was asked is being answered.
        case answering
        /// The last answer was given.
        case ending
    }

    /// What did not come in time; sent along the pipeline, so that whoever can say so does, and closes.
    package enum Missed: String, CaseIterable, Sendable { case head, body, next, reader }

    /// Seconds.
    private static let tick = 2
    static let head = 10
    static let idle = 60
    static let reader = 60
    private static let ending = 4
    /// A body has as long as a head, and a second more for each of so many bytes that came.
    static let bodyRate = 4096
    /// In bytes as they come: more than any body takes but an upload, however it is cut into chunks. So such a body has nine minutes at most.
    static let longestBody = 2 * 1024 * 1024
    /// A reader takes as many bytes between two looks, at least.
    private static let readerRate = 1024

    private let meters: ConnectionMeters
    private let activity: ConnectionActivity
    private(set) var phase = Phase.head
    /// Of the request that comes: an upload has more.
    var longestBody = RequestDeadlines.longestBody
    private var isReading = false
    private var hasBytes = false
    private var waited = 0
    private var stalled = 0
    /// What waited to be sent when it was last too much.
    private var unsent: Int?
    private var clock: RepeatedTask?

    init(_ meters: ConnectionMeters, _ activity: ConnectionActivity = .init()) { (self.meters, self.activity) = (meters, activity) }

    package func handlerAdded(context: ChannelHandlerContext) {
        let box = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let tick = TimeAmount.seconds(Int64(Self.tick))
        clock = context.eventLoop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
            let (deadlines, context) = box.value
            deadlines.check(context)
        }
    }

    package func handlerRemoved(context: ChannelHandlerContext) { stop() }

    package func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    private func stop() {
        clock?.cancel()
        clock = nil
    }

    package func read(context: ChannelHandlerContext) {
        isReading = true
        context.read()
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = false
        hasBytes = true
        switch phase {
        case .idle: enter(.head)
        case .head: activity.state = .asking
        case .body(let received):
            let received = received + unwrapInboundIn(data).readableBytes
            // Refused long ago where its own bytes are too many; else what stands between them is. Nobody waits for the end of it.
            guard received <= longestBody else { return context.close(promise: nil) }
            phase = .body(received: received)
        default: break
        }
        context.fireChannelRead(data)
    }

    func enter(_ phase: Phase) {
        self.phase = phase
        waited = 0
        if phase == .idle { hasBytes = false }
        activity.state = phase.activity
    }

    /// Whether anything came of the request that is waited for.
    var hasBegun: Bool { phase != .head || hasBytes }

    private func check(_ context: ChannelHandlerContext) {
        if isStalled(context) { return miss(.reader, context) }
        switch phase {
        case .head: if waits() > Self.head { miss(.head, context) }
        case .body(let received): if waits() > Self.head + received / Self.bodyRate { miss(.body, context) }
        case .idle: if waits() > Self.idle { miss(.next, context) }
        case .ending: if waits(always: true) > Self.ending { context.close(promise: nil) }
        case .answering: break
        }
    }

    private func waits(always: Bool = false) -> Int {
        if isReading || always { waited += Self.tick }
        return waited
    }

    /// Whether more is to be sent than may wait, and has not got less for too long.
    private func isStalled(_ context: ChannelHandlerContext) -> Bool {
        let before = unsent
        unsent = context.channel.isWritable ? nil : (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? before ?? 0
        if let before, let unsent, unsent + Self.readerRate > before { stalled += Self.tick } else { stalled = 0 }
        return stalled >= Self.reader
    }

    private func miss(_ missed: Missed, _ context: ChannelHandlerContext) {
        meters.missed(missed)
        // Nobody reads what would be said.
        if missed == .reader { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(missed)
    }
}

extension RequestDeadlines.Phase {
    fileprivate var activity: ConnectionActivity.State {
        switch self {
        case .idle, .ending: .idle
        case .head, .body: .asking
        case .answering: .answering
        }
    }
}

@available(*, unavailable)
extension RequestDeadlines: Sendable {}
