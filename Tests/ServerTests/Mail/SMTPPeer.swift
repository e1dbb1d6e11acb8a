import NIOCore
import NIOPosix
import Synchronization

/// A mail server on a port of its own, on this machine only, that writes down what it is told and answers as a test wants it to.
final class SMTPPeer: Sendable {
    struct Heard {
        var commands: [String] = []
        var message: [String] = []
    }

    private let channel: any Channel
    private let record: Record

    /// - Parameter replies: what to say to a command, by its first four letters, or to the whole message (`"."`), instead of yes.
    static func listen(replies: [String: String] = [:]) async throws -> SMTPPeer {
        let record = Record(replies)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Conversation(record)) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return SMTPPeer(channel: channel, record: record)
    }

    private init(channel: any Channel, record: Record) {
        self.channel = channel
        self.record = record
    }

    var url: String { "smtp://127.0.0.1:\(channel.localAddress?.port ?? 0)" }
    var heard: Heard { record.heard.withLock { $0 } }

    func close() async throws { try await channel.close() }

    final class Record: Sendable {
        let replies: [String: String]
        let heard = Mutex(Heard())
        init(_ replies: [String: String]) { self.replies = replies }
    }
}

private final class Conversation: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State { case commands, credentials, message }
    private let record: SMTPPeer.Record
    private var state = State.commands
    private var pending = ByteBuffer()

    init(_ record: SMTPPeer.Record) { self.record = record }

    func channelActive(context: ChannelHandlerContext) { say("220 peer ESMTP", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var received = unwrapInboundIn(data)
        pending.writeBuffer(&received)
        while let end = pending.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
            let line = pending.readString(length: end - pending.readerIndex + 1) ?? ""
            // CR LF is one Character.
            hear(String(line.dropLast()), context)
        }
    }

    private func hear(_ line: String, _ context: ChannelHandlerContext) {
        switch state {
        case .commands:
            record.heard.withLock { $0.commands.append(line) }
            answer(String(line.prefix(4)).uppercased(), context)
        case .credentials:
            record.heard.withLock { $0.commands.append(line) }
            state = .commands
            say(record.replies["AUTH"] ?? "235 welcome", context)
        case .message where line == ".":
            state = .commands
            say(record.replies["."] ?? "250 taken", context)
        case .message:
            record.heard.withLock { $0.message.append(line) }
        }
    }

    private func answer(_ verb: String, _ context: ChannelHandlerContext) {
        switch verb {
        case "EHLO": say("250-peer\r\n250 AUTH PLAIN", context)
        case "AUTH":
            state = .credentials
            say("334 ", context)
        case "DATA":
            state = .message
            say("354 go on", context)
        case "QUIT":
            say("221 goodbye", context)
            context.close(promise: nil)
        default: say(record.replies[verb] ?? "250 yes", context)
        }
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
    }
}
