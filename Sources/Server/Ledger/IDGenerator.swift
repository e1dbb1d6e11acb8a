package import Foundation
import Synchronization

/// Makes keys: milliseconds since 2020 in the upper bits, a random and then growing number in the lower 21, never the same twice in one process
/// and hardly ever in two. Sorted by key is sorted by time.
package final class IDGenerator: Sendable {
    private let clock: @Sendable () -> Date
    private let last = Mutex<Int64>(0)
    private static let epoch: Double = 1_577_836_800

    package init(clock: @escaping @Sendable () -> Date) { self.clock = clock }

    package func callAsFunction() -> Int64 {
        let milliseconds = Int64((clock().timeIntervalSince1970 - Self.epoch) * 1000)
        let fresh = max(milliseconds, 1) << 21 | Int64.random(in: 0..<(1 << 20))
        return last.withLock { last in
            // Keys made within a millisecond follow each other: the rows of an act then lie near its own key, which the decision index counts on.
            last = fresh >> 21 > last >> 21 ? fresh : last + 1
            return last
        }
    }
}
