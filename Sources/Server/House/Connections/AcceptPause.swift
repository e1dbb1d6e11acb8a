import Logging
import NIOCore

/// When a connection cannot be accepted, for want of descriptors or memory, none is tried for a second: the system would tell of it again and again, and
/// a processor would do nothing else. (`AcceptBackoffHandler` only delays what asks to read; the socket stays watched.)
final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel

    private let meters: ConnectionMeters
    private var isPausing = false

    init(_ meters: ConnectionMeters) { self.meters = meters }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is IOError, !isPausing {
            isPausing = true
            meters.unaccepted.add(1)
            try? context.channel.syncOptions?.setOption(.autoRead, value: false)
            let box = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: .seconds(1)) {
                let (pause, context) = box.value
                pause.isPausing = false
                try? context.channel.syncOptions?.setOption(.autoRead, value: true)
            }
        }
        context.fireErrorCaught(error)
    }
}

@available(*, unavailable)
extension AcceptPause: Sendable {}

extension House {
    /// To be called once a port is open.
    func pauseWhenNoneIsAccepted(_ server: any Channel) async {
        let meters = metrics.connections
        do {
            try await server.eventLoop.submit { try server.pipeline.syncOperations.addHandler(AcceptPause(meters), position: .first) }.get()
        } catch {
            logger.error("a port takes connections without a pause", metadata: ["error": "\(type(of: error))"])
        }
    }
}
