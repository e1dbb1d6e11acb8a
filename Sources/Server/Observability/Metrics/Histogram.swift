package import Standards
import Web

/// How long things took: one counter a bucket, and their sum. An observation costs a short walk along the bounds and two atomic additions.
package final class Histogram: Sendable {
    /// Nanoseconds, growing.
    private let bounds: [Int]
    private let buckets: [Counter]
    private let sum = Counter()

    package init(bounds: [Int]) {
        self.bounds = bounds
        buckets = (0...bounds.count).map { _ in Counter() }
    }

    package func observe(nanoseconds: Int, times: Int = 1) {
        var bucket = 0
        while bucket < bounds.count, nanoseconds > bounds[bucket] { bucket += 1 }
        buckets[bucket].add(times)
        sum.add(nanoseconds * times)
    }

    /// In seconds, as Prometheus wants it.
    package var distribution: Distribution {
        Distribution(bounds: bounds.map { Double($0) / 1e9 }, counts: buckets.map(\.value), sum: Double(sum.value) / 1e9)
    }

    /// A decision is made in microseconds: 1 µs to 100 ms.
    static let decisionBounds = steps(from: 1_000, to: 100_000_000)
    /// A request takes from 100 µs to 10 s.
    static let requestBounds = steps(from: 100_000, to: 10_000_000_000)

    /// 1, 2.5, 5 of every power of ten.
    private static func steps(from first: Int, to last: Int) -> [Int] {
        var (steps, power) = ([Int](), first)
        while power <= last {
            steps += [power, power * 5 / 2, power * 5]
            power *= 10
        }
        return steps.filter { $0 <= last }
    }
}

extension Duration {
    /// Whole nanoseconds.
    package var nanoseconds: Int { Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000) }
}
