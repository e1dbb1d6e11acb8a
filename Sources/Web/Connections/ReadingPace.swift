import NIOCore

/// Lets requests in no faster than their answers leave. What one read from the socket brought is given on piece by piece, as long as the channel takes
/// answers and not too many requests wait for theirs; until all of it is, nothing more is read. So whoever asks and never reads costs what fits into the
/// channel's buffer, one piece's answers and one read, and then waits in their own machine.
final class ReadingPace: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = NIOAny
    typealias OutboundOut = NIOAny

    /// Holds most requests whole, and few of those that ask for much in few bytes.
    static let piece = 1024
    /// Requests that wait for their answers.
    static let mostUnanswered = 16

    private var held = ByteBuffer()
    private var wantsRead = false
    private var isGiving = false
    private var isEnding = false
    private var context: ChannelHandlerContext?
    private var unanswered = 0

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// How many requests wait for their answers now.
    func note(unanswered: Int) {
        let isFewer = unanswered < self.unanswered
        self.unanswered = unanswered
        if isFewer { goOn() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if held.readableBytes == 0 { held = bytes } else { held.writeBuffer(&bytes) }
        give(context)
    }

    func read(context: ChannelHandlerContext) {
        if held.readableBytes == 0, mayGive(context) { context.read() } else { wantsRead = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        context.fireChannelWritabilityChanged()
        goOn()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // What came before the end is given on before the end.
        if case ChannelEvent.inputClosed = event, held.readableBytes > 0 {
            isEnding = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        held.clear()
        context.fireChannelInactive()
    }

    private func mayGive(_ context: ChannelHandlerContext) -> Bool { context.channel.isWritable && unanswered < Self.mostUnanswered }

    /// Whether anything was given on.
    @discardableResult
    private func give(_ context: ChannelHandlerContext) -> Bool {
        guard !isGiving else { return false }
        isGiving = true
        defer { isGiving = false }
        var hasGiven = false
        while held.readableBytes > 0, mayGive(context), let piece = held.readSlice(length: min(Self.piece, held.readableBytes)) {
            context.fireChannelRead(wrapInboundOut(piece))
            hasGiven = true
        }
        if held.readableBytes == 0 { held = ByteBuffer() }
        return hasGiven
    }

    private func goOn() {
        guard let context, !isGiving, mayGive(context) else { return }
        if give(context) { context.fireChannelReadComplete() }
        guard held.readableBytes == 0 else { return }
        if isEnding {
            isEnding = false
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
        if wantsRead, mayGive(context) {
            wantsRead = false
            context.read()
        }
    }
}

@available(*, unavailable)
extension ReadingPace: Sendable {}
