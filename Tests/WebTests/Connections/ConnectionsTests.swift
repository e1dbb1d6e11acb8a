import NIOCore
import NIOEmbedded
import Testing

@testable import Web

/// How many connections there is room for, and for whom.
@Suite struct ConnectionsTests {
    private func connections(_ served: Int, _ kept: Int, proxies: Set<String> = []) -> Connections {
        Connections(ConnectionBounds(served: served, kept: kept), proxies: proxies, meters: ConnectionMeters())
    }

    private func address(_ number: Int) -> String { "198.51.100.\(number)" }

    private func channels(from numbers: [Int]) throws -> [EmbeddedChannel] {
        try numbers.map { number in
            let channel = EmbeddedChannel()
            try channel.connect(to: SocketAddress(ipAddress: address(number), port: 1)).wait()
            return channel
        }
    }

    /// One after the other, each once what the one before closed is closed.
    private func admitted(_ channels: [EmbeddedChannel], to connections: Connections) -> [Connections.Purpose?] {
        channels.map { channel in
            defer { settle(channels) }
            return connections.admit(channel)
        }
    }

    private func close(_ channels: [EmbeddedChannel]) {
        for channel in channels { channel.close(promise: nil) }
        settle(channels)
    }

    private func settle(_ channels: [EmbeddedChannel]) { for channel in channels { channel.embeddedEventLoop.run() } }

    @Test func `a quarter of the room is what one address may take`() {
        let connections = connections(8, 4)
        #expect((0..<4).map { _ in connections.admit(address(1)) } == [.everything, .everything, .watching, nil])
        #expect(connections.admit(address(2)) == .everything)
        connections.leave(address(1), .everything)
        #expect(connections.admit(address(1)) == .everything)
    }

    @Test func `addresses of one network of 64 bits share`() {
        let connections = connections(4, 4)
        #expect(connections.admit("2001:db8::1") == .everything)
        #expect(connections.admit("2001:db8::2") == .watching)
        #expect(connections.admit("2001:db8:0:1::1") == .everything)
    }

    @Test func `our own proxies may take all of it`() {
        let connections = connections(8, 4, proxies: ["192.0.2.1"])
        #expect((0..<8).allSatisfy { _ in connections.admit("192.0.2.1") == .everything })
        #expect(connections.admit("::ffff:192.0.2.1") == .watching)
    }

    @Test func `when all are taken there is room to watch the server, and then none`() {
        let connections = connections(4, 4)
        let purposes = (1...10).map { connections.admit(address($0)) }
        #expect(purposes == Array(repeating: .everything, count: 4) + Array(repeating: .watching, count: 4) + [nil, nil])
        connections.leave(address(5), .watching)
        connections.leave(address(1), .everything)
        #expect([11, 12, 13].map { connections.admit(address($0)) } == [.everything, .watching, nil])
    }

    @Test func `whoever holds what is kept for watching gives way to the next who watches`() throws {
        let meters = ConnectionMeters()
        let connections = Connections(ConnectionBounds(served: 1, kept: 2), proxies: [], meters: meters)
        let channels = try channels(from: Array(1...6))
        let purposes = admitted(channels, to: connections)
        #expect(purposes == [.everything] + Array(repeating: .watching, count: 5))
        #expect(channels.map(\.isActive) == [true, false, false, false, true, true])
        #expect(meters.open == 1 && meters.limited.value == 5 && meters.refused.value == 0 && meters.allowed.value == 1)
        close(channels)
        #expect(meters.open == 0)
        #expect([7, 8, 9].map { connections.admit(address($0)) } == [.everything, .watching, .watching])
    }

    @Test func `when all are taken, whoever holds most gives way to those who hold fewer`() throws {
        let meters = ConnectionMeters()
        let connections = Connections(ConnectionBounds(served: 8, kept: 4), proxies: [], meters: meters)
        // Four addresses hold their share, which is everything.
        let channels = try channels(from: [1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9])
        let purposes = admitted(channels, to: connections)
        // The first four who come give way to one each; then everybody holds one, and nobody more than another.
        #expect(purposes == Array(repeating: .everything, count: 12) + [.watching])
        #expect(channels.prefix(8).count(where: \.isActive) == 4 && channels.dropFirst(8).allSatisfy(\.isActive))
        #expect(meters.open == 8)
        close(channels)
        #expect(meters.open == 0)
    }

    @Test func `what nothing goes on over gives way first, and what is being answered never does`() throws {
        let connections = Connections(ConnectionBounds(served: 8, kept: 4), proxies: [], meters: ConnectionMeters())
        let office = try channels(from: [1, 1])
        let activities = office.map { _ in ConnectionActivity() }
        for (channel, activity) in zip(office, activities) { _ = connections.admit(channel, activity) }
        let others = try channels(from: [2, 2, 3, 3, 4, 4])
        let theirs = others.map { _ in ConnectionActivity() }
        for (channel, activity) in zip(others, theirs) { _ = connections.admit(channel, activity) }
        // The office's older one is at work; everybody else waits for what is asked.
        activities[0].state = .answering
        for activity in theirs { activity.state = .asking }
        let newcomers = try channels(from: [5, 6, 7, 8, 9])
        #expect(admitted(Array(newcomers.prefix(1)), to: connections) == [.everything])
        #expect(office.map(\.isActive) == [true, false])
        // Nobody has an idle one: those who are waited for give way.
        activities[1].state = .answering
        #expect(admitted(Array(newcomers[1...3]), to: connections) == Array(repeating: .everything, count: 3))
        settle(others)
        #expect(office[0].isActive && others.count(where: \.isActive) == 3)
        close(office + others + newcomers)
    }

    @Test func `who only answers keeps their connections, unless nobody reads the answer`() throws {
        let connections = connections(8, 4)
        let busy = try channels(from: [1, 1, 2, 2, 3, 3, 4, 4])
        for channel in busy {
            let activity = ConnectionActivity()
            _ = connections.admit(channel, activity)
            activity.state = .answering
        }
        let newcomers = try channels(from: [5, 6])
        #expect(admitted([newcomers[0]], to: connections) == [.watching] && busy.allSatisfy(\.isActive))
        busy[3].isWritable = false
        #expect(admitted([newcomers[1]], to: connections) == [.everything])
        settle(busy)
        #expect(busy.count(where: \.isActive) == 7 && !busy[3].isActive)
        close(busy + newcomers)
    }

    @Test(arguments: [(64, 30), (256, 40), (1024, 60), (16_384, 60), (64, 64), (16, 30)])
    func `fewer are let in than there are descriptors`(allowed: Int, open: Int) {
        let bounds = ConnectionBounds(allowed: allowed, open: open)
        #expect(bounds.served >= 1 && bounds.kept >= 2 && bounds.served <= 4096)
        if allowed > 2 * open { #expect(open + bounds.served + 2 * bounds.kept + allowed / 8 <= allowed) }
    }
}
