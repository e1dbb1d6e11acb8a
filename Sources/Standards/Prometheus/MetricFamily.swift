/// Series of one name: what Prometheus's text format writes under one HELP and one TYPE line.
package struct MetricFamily: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case counter, gauge, histogram, summary }

    package let name: String
    package let kind: Kind
    package let help: String
    /// The names of its labels, in the order in which samples give their values.
    package let labels: [String]

    package init(_ name: String, _ kind: Kind, _ help: String, labels: [String] = []) {
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
    }

    /// The names of the samples that this family writes.
    package var samples: [String] {
        switch kind {
        case .counter, .gauge: [name]
        case .histogram: ["\(name)_bucket", "\(name)_sum", "\(name)_count"]
        case .summary: ["\(name)_sum", "\(name)_count"]
        }
    }
}

/// How observations fell: `counts[i]` of at most `bounds[i]` and more than the bound before, the last of `counts` above every bound.
package struct Distribution: Hashable, Sendable {
    package let bounds: [Double]
    package let counts: [Int]
    package let sum: Double

    package init(bounds: [Double], counts: [Int], sum: Double) {
        self.bounds = bounds
        self.counts = counts
        self.sum = sum
    }

    package var count: Int { counts.reduce(0, +) }
}
