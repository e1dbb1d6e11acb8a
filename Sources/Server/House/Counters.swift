import Synchronization

/// What `/metrics` tells: plain counts since start.
package struct Counters: Sendable {
    package let acts = Counter()
    package let decisionsAllowed = Counter()
    package let decisionsDenied = Counter()
    package let signIns = Counter()
    package let refusedSignIns = Counter()
    package let pages = Counter()
    package let documents = Counter()
    package let faults = Counter()

    package init() {}
}

package final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    package init() {}
    package func add(_ number: Int) { count.wrappingAdd(number, ordering: .relaxed) }
    package var value: Int { count.load(ordering: .relaxed) }
}
