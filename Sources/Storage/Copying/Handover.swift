import Foundation

/// Things handed from one thread to another, a few at a time: whoever is faster waits for the other, and whoever fails is heard by both.
final class Handover<Item: Sendable>: @unchecked Sendable {
    // Everything below is touched under this condition's lock only.
    private let condition = NSCondition()
    private let capacity: Int
    private var items: [Item] = []
    private var isComplete = false
    private var failure: (any Error)?
    private var isLeft = false

    init(capacity: Int) { self.capacity = capacity }

    /// - Throws: `Left` when nobody takes any more.
    func put(_ item: Item) throws {
        condition.lock()
        defer { condition.unlock() }
        while items.count >= capacity, !isLeft { condition.wait() }
        if isLeft { throw Left() }
        items.append(item)
        condition.broadcast()
    }

    /// The next; nil after the last. `meanwhile` is called now and then while there is none.
    /// - Throws: what the other side failed with.
    func take(meanwhile: () throws -> Void) throws -> Item? {
        while true {
            if let taken = try taken(within: 15) { return taken.item }
            try meanwhile()
        }
    }

    func complete() { change { isComplete = true } }

    func fail(_ error: any Error) { change { failure = failure ?? error } }

    /// Nothing more is taken.
    func leave() { change { isLeft = true } }

    struct Left: Error {}

    private func change(_ body: () -> Void) {
        condition.lock()
        body()
        condition.broadcast()
        condition.unlock()
    }

    /// Nil when the time is over.
    private func taken(within seconds: TimeInterval) throws -> (item: Item?, Void)? {
        let end = Date(timeIntervalSinceNow: seconds)
        condition.lock()
        defer { condition.unlock() }
        while items.isEmpty, !isComplete, failure == nil {
            guard condition.wait(until: end) else { return nil }
        }
        if let failure { throw failure }
        guard !items.isEmpty else { return (nil, ()) }
        defer { condition.broadcast() }
        return (items.removeFirst(), ())
    }
}
