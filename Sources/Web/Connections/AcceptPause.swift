package import NIOCore

/// When a connection cannot be accepted, for want of descriptors or memory, none is tried for a second: the system would tell of it again and again, and
/// a processor would do nothing else. (`AcceptBackoffHandler` only delays what asks to read; the socket stays watched.)
package final class AcceptPause: ChannelInboundHandler {
    package typealias InboundIn = any Channel
    package typealias InboundOut = any Channel

    private let meters: ConnectionMeters
    private var isPausing = false

    private init(_ meters: ConnectionMeters) { self.meters = meters }

    /// To be called once a port is open.
    package static func add(to server: any Channel, _ meters: ConnectionMeters) async throws {
        try await server.eventLoop.submit { try server.pipeline.syncOperations.addHandler(AcceptPause(meters), position: .first) }.get()
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
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
