import Synchronization

/// A count that only grows, from 0 at start. An event costs one atomic addition: no lock, no allocation.
package final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    package init() {}
    package func add(_ number: Int) { count.wrappingAdd(number, ordering: .relaxed) }
    package var value: Int { count.load(ordering: .relaxed) }
}

/// A number that goes up and down; nil until it is first set.
package final class Gauge: Sendable {
    private static let unset = Int.min
    private let number = Atomic<Int>(Gauge.unset)
    package init() {}
    package func set(_ value: Int) { number.store(value, ordering: .relaxed) }
    package var value: Int? {
        let value = number.load(ordering: .relaxed)
        return value == Self.unset ? nil : value
    }
}
