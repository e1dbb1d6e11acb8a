import Testing

/// Reads Prometheus's text format 0.0.4, and nothing that only looks like it.
struct Exposition {
    struct Sample: Hashable {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    private(set) var kinds: [String: String] = [:]
    private(set) var samples: [Sample] = []
    private var order: [String] = []

    struct Malformed: Error, CustomStringConvertible {
        let description: String
        init(_ line: Substring, _ what: String) { description = "\(what): \(line)" }
    }

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Malformed("", "no line end at the end") }
        var helped: Set<String> = []
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            if line.hasPrefix("# HELP ") {
                guard words.count == 4, helped.insert(words[2]).inserted else { throw Malformed(line, "help twice or without words") }
            } else if line.hasPrefix("# TYPE ") {
                guard words.count == 4, helped.contains(words[2]), kinds[words[2]] == nil,
                    ["counter", "gauge", "histogram", "summary"].contains(words[3])
                else { throw Malformed(line, "type") }
                kinds[words[2]] = words[3]
                order.append(words[2])
            } else {
                let sample = try Self.sample(line)
                guard let family = order.last, Self.belongs(sample.name, family, kinds[family] ?? "") else { throw Malformed(line, "out of place") }
                guard !samples.contains(where: { $0.name == sample.name && $0.labels == sample.labels }) else { throw Malformed(line, "twice") }
                samples.append(sample)
            }
        }
    }

    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? { samples.first { $0.name == name && $0.labels == labels }?.value }

    private static func belongs(_ name: String, _ family: String, _ kind: String) -> Bool {
        switch kind {
        case "histogram": ["_bucket", "_sum", "_count"].contains { name == family + $0 }
        case "summary": ["_sum", "_count"].contains { name == family + $0 }
        default: name == family
        }
    }

    private static func sample(_ line: Substring) throws -> Sample {
        guard let match = line.wholeMatch(of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([^ ]+)/) else { throw Malformed(line, "no sample") }
        guard let value = number(match.output.3) else { throw Malformed(line, "no number") }
        var labels: [String: String] = [:]
        var rest = match.output.2 ?? ""
        while !rest.isEmpty {
            guard let label = rest.prefixMatch(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\n"])*)"(,|$)/) else { throw Malformed(line, "label") }
            guard labels.updateValue(String(label.output.2), forKey: String(label.output.1)) == nil else { throw Malformed(line, "label twice") }
            rest = rest[label.range.upperBound...]
        }
        return Sample(name: String(match.output.1), labels: labels, value: value)
    }

    private static func number(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: text.contains(/^[-+]?[0-9]/) ? Double(text) : nil
        }
    }
}
