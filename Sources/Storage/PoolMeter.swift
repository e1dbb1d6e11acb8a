import Synchronization

/// How busy the connections of one kind are: who waits for one, who has one, and how long was waited. One atomic addition an event.
package final class PoolMeter: Sendable {
    package struct Reading: Hashable, Sendable {
        /// How many transactions can run at once.
        package let size: Int
        package let running: Int
        package let waiting: Int
        /// How many waits are over, and how long they were together.
        package let waits: Int
        package let waitedNanoseconds: Int
    }

    private let size: Int
    private let running = Atomic<Int>(0)
    private let waiting = Atomic<Int>(0)
    private let waits = Atomic<Int>(0)
    private let waited = Atomic<Int>(0)

    init(size: Int) { self.size = size }

    package var reading: Reading {
        Reading(
            size: size, running: running.load(ordering: .relaxed), waiting: waiting.load(ordering: .relaxed), waits: waits.load(ordering: .relaxed),
            waitedNanoseconds: waited.load(ordering: .relaxed))
    }

    /// Runs one transaction: `perform` is given what to call when it has a connection. An engine that begins again calls it again.
    func transaction<T: Sendable>(_ perform: (_ begins: @escaping @Sendable () -> Void) async throws -> T) async throws -> T {
        let lease = Lease(self)
        defer { lease.end() }
        return try await perform { lease.begin() }
    }

    private final class Lease: Sendable {
        private let meter: PoolMeter
        private let arrival = ContinuousClock.now
        private let hasBegun = Atomic<Bool>(false)

        init(_ meter: PoolMeter) {
            self.meter = meter
            meter.waiting.wrappingAdd(1, ordering: .relaxed)
        }

        func begin() {
            guard !hasBegun.exchange(true, ordering: .acquiringAndReleasing) else { return }
            meter.running.wrappingAdd(1, ordering: .relaxed)
            leaveTheQueue()
        }

        func end() {
            if hasBegun.load(ordering: .acquiring) { meter.running.wrappingSubtract(1, ordering: .relaxed) } else { leaveTheQueue() }
        }

        private func leaveTheQueue() {
            let wait = (ContinuousClock.now - arrival).components
            meter.waiting.wrappingSubtract(1, ordering: .relaxed)
            meter.waits.wrappingAdd(1, ordering: .relaxed)
            meter.waited.wrappingAdd(Int(wait.seconds) * 1_000_000_000 + Int(wait.attoseconds / 1_000_000_000), ordering: .relaxed)
        }
    }
}
