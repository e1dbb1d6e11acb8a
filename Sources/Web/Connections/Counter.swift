import Synchronization

/// A count that only grows, from 0 at start. An event costs one atomic addition: no lock, no allocation.
package final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    package init() {}
    package func add(_ number: Int) { count.wrappingAdd(number, ordering: .relaxed) }
    package var value: Int { count.load(ordering: .relaxed) }
}
