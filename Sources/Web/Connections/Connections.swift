package import NIOCore
import NIOHTTP1
import Synchronization

/// The connections of all ports of a server, counted. Within the bounds each subscriber has a share; our own proxies speak for many and have none.
package final class Connections: Sendable {
    /// What a connection is open for.
    package enum Purpose: Hashable, Sendable {
        case everything
        /// `/live`, `/health` and `/metrics`.
        case watching
    }

    fileprivate struct Held {
        var served: [String: Int] = [:]
        var kept: [String: Int] = [:]
        var servedCount = 0
        var keptCount = 0
        /// Those let in for watching, from the oldest on.
        var watching: [(subscriber: String, channel: any Channel)] = []
        /// Those that are served, by subscriber, from the oldest on; without those of our own proxies.
        var open: [String: [Open]] = [:]
    }

    fileprivate struct Open {
        let channel: any Channel
        let activity: ConnectionActivity
    }

    package let bounds: ConnectionBounds
    private let proxies: Set<String>
    private let meters: ConnectionMeters
    private let held = Mutex(Held())

    package init(_ bounds: ConnectionBounds, proxies: Set<String>, meters: ConnectionMeters) {
        (self.bounds, self.proxies, self.meters) = (bounds, proxies, meters)
        meters.allowed.add(bounds.served)
    }

    /// Counts a connection in until it closes; nil when there is no room for it.
    func admit(_ channel: any Channel, _ activity: ConnectionActivity = .init()) -> Purpose? {
        let peer = channel.remoteAddress?.ipAddress ?? "unknown"
        guard let purpose = makeRoom(for: peer) ?? admit(peer) ?? takeOver(peer) else {
            meters.refused.add(1)
            return nil
        }
        let (subscriber, isProxy) = identity(peer)
        switch purpose {
        case .watching:
            meters.limited.add(1)
            held.withLock { $0.watching.append((subscriber, channel)) }
        case .everything: if !isProxy { held.withLock { $0.open[subscriber, default: []].append(Open(channel: channel, activity: activity)) } }
        }
        channel.closeFuture.whenComplete { [self] _ in
            held.withLock { held in
                if purpose == .watching { held.watching.removeAll { $0.channel === channel } } else { held.forget(channel, of: subscriber) }
            }
            leave(peer, purpose)
        }
        return purpose
    }

    /// When all places are taken, one connection of whoever holds most gives way to somebody who holds fewer: a few who hold their share open keep nobody
    /// else out. While those that gave way are not closed yet, there may be as many more as are kept for watching.
    private func makeRoom(for peer: String) -> Purpose? {
        let (subscriber, isProxy) = identity(peer)
        let given = held.withLock { held -> (any Channel)? in
            let own = held.served[subscriber, default: 0]
            guard !isProxy, held.servedCount >= bounds.served, held.servedCount < bounds.served + bounds.kept, own < bounds.servedEach,
                let (holder, given) = held.givingWay(toHolderOf: own)
            else { return nil }
            held.forget(given, of: holder)
            held.servedCount += 1
            held.served[subscriber, default: 0] += 1
            return given
        }
        guard let given else { return nil }
        meters.opened.add(1)
        given.close(promise: nil)
        return .everything
    }

    /// Whoever watches asks at once and is answered at once, so the oldest that is kept for watching gives way to the next: holding it open keeps nobody
    /// from seeing how the server is. While those that gave way are not closed yet, there may be twice as many.
    private func takeOver(_ peer: String) -> Purpose? {
        let subscriber = identity(peer).subscriber
        let oldest = held.withLock { held -> (any Channel)? in
            guard held.keptCount < 2 * bounds.kept else { return nil }
            let own = held.kept[subscriber, default: 0] >= bounds.keptEach ? held.watching.firstIndex { $0.subscriber == subscriber } : nil
            guard let place = own ?? held.watching.indices.first else { return nil }
            held.keptCount += 1
            held.kept[subscriber, default: 0] += 1
            return held.watching.remove(at: place).channel
        }
        oldest?.close(promise: nil)
        return oldest.map { _ in .watching }
    }

    /// Nil when there is no room.
    package func admit(_ peer: String) -> Purpose? {
        let (subscriber, isProxy) = identity(peer)
        let purpose = held.withLock { held -> Purpose? in
            if held.servedCount < bounds.served, isProxy || held.served[subscriber, default: 0] < bounds.servedEach {
                held.servedCount += 1
                held.served[subscriber, default: 0] += 1
                return .everything
            }
            if held.keptCount < bounds.kept, held.kept[subscriber, default: 0] < bounds.keptEach {
                held.keptCount += 1
                held.kept[subscriber, default: 0] += 1
                return .watching
            }
            return nil
        }
        if purpose == .everything { meters.opened.add(1) }
        return purpose
    }

    package func leave(_ peer: String, _ purpose: Purpose) {
        let (subscriber, _) = identity(peer)
        held.withLock { held in
            switch purpose {
            case .everything:
                held.servedCount -= 1
                held.served[subscriber] = held.served[subscriber].flatMap { $0 > 1 ? $0 - 1 : nil }
            case .watching:
                held.keptCount -= 1
                held.kept[subscriber] = held.kept[subscriber].flatMap { $0 > 1 ? $0 - 1 : nil }
            }
        }
        if purpose == .everything { meters.closed.add(1) }
    }

    private func identity(_ peer: String) -> (subscriber: String, isProxy: Bool) {
        (VisitorAddress.subscriber(peer), proxies.contains(VisitorAddress.canonical(peer) ?? peer))
    }
}

extension Connections.Held {
    fileprivate mutating func forget(_ channel: any Channel, of subscriber: String) {
        open[subscriber]?.removeAll { $0.channel === channel }
        if open[subscriber]?.isEmpty == true { open[subscriber] = nil }
    }

    /// The oldest on which nothing goes on, of whoever holds most and has one; where nobody has, one that waits for its visitor, to ask or to read. Never
    /// one on which we are at work.
    fileprivate func givingWay(toHolderOf own: Int) -> (holder: String, channel: any Channel)? {
        func first(_ isMeant: (Connections.Open) -> Bool) -> (String, any Channel)? {
            let most = open.filter { $0.value.count > own + 1 && $0.value.contains(where: isMeant) }.max { $0.value.count < $1.value.count }
            return most.flatMap { most in most.value.first(where: isMeant).map { (most.key, $0.channel) } }
        }
        return first { $0.activity.state == .idle } ?? first { $0.activity.state == .asking || !$0.channel.isWritable }
    }
}

extension Connections {
    /// Lets a connection in, and puts before whoever answers its requests what each of them passes: deadlines, pace, HTTP/1.1 and its check.
    /// - Parameter served: the addresses behind the connection.
    /// - Throws: `ConnectionRefused`, once it is closed.
    package func letIn(_ channel: any Channel, to served: any ServedAddresses) throws -> RequestCheck {
        let activity = ConnectionActivity()
        guard let purpose = admit(channel, activity) else {
            channel.close(promise: nil)
            throw ConnectionRefused()
        }
        let pipeline = channel.pipeline.syncOperations
        let (deadlines, pace) = (RequestDeadlines(meters, activity), ReadingPace())
        let check = RequestCheck(purpose, deadlines, pace, served)
        try pipeline.addHandlers([deadlines, pace])
        try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
        try pipeline.addHandler(HTTPResponseEncoder())
        try pipeline.addHandler(check)
        return check
    }
}

/// There is no room for the connection.
struct ConnectionRefused: Error {}
