/// The text in which Prometheus collects metrics: text exposition format, version 0.0.4.
package struct PrometheusText: Sendable {
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    package private(set) var text = ""

    package init() { text.reserveCapacity(64 * 1024) }

    /// A family with its samples: the values of its labels, and a number.
    package mutating func write(_ family: MetricFamily, _ samples: [(labels: [String], value: Double)]) {
        begin(family)
        for sample in samples { line(family.name, Self.labels(family, sample.labels), sample.value) }
    }

    package mutating func write(_ family: MetricFamily, _ value: Double) { write(family, [([], value)]) }
    package mutating func write(_ family: MetricFamily, _ value: Int) { write(family, Double(value)) }

    /// A histogram: buckets that count everything up to their bound, then the sum and the count of all.
    package mutating func write(_ family: MetricFamily, _ distributions: [(labels: [String], Distribution)]) {
        begin(family)
        for (values, distribution) in distributions {
            let labels = Self.labels(family, values)
            let prefix = labels.isEmpty ? "" : "\(labels),"
            var total = 0
            for (bound, count) in zip(distribution.bounds, distribution.counts) {
                total += count
                line("\(family.name)_bucket", "\(prefix)le=\"\(Self.number(bound))\"", Double(total))
            }
            line("\(family.name)_bucket", "\(prefix)le=\"+Inf\"", Double(distribution.count))
            line("\(family.name)_sum", labels, distribution.sum)
            line("\(family.name)_count", labels, Double(distribution.count))
        }
    }

    /// A summary without quantiles: the sum and the count of what was observed.
    package mutating func write(_ family: MetricFamily, _ totals: [(labels: [String], sum: Double, count: Int)]) {
        begin(family)
        for total in totals {
            let labels = Self.labels(family, total.labels)
            line("\(family.name)_sum", labels, total.sum)
            line("\(family.name)_count", labels, Double(total.count))
        }
    }

    private mutating func begin(_ family: MetricFamily) {
        text += "# HELP \(family.name) \(Self.escaped(family.help, quotes: false))\n# TYPE \(family.name) \(family.kind.rawValue)\n"
    }

    private mutating func line(_ name: String, _ labels: String, _ value: Double) {
        text += name
        if !labels.isEmpty { text += "{\(labels)}" }
        text += " \(Self.number(value))\n"
    }

    private static func labels(_ family: MetricFamily, _ values: [String]) -> String {
        zip(family.labels, values).map { "\($0)=\"\(escaped($1, quotes: true))\"" }.joined(separator: ",")
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
