/// Where a request stands in a trace that others began: the `traceparent` field of W3C Trace Context, version 00.
package struct TraceParent: Hashable, Sendable {
    /// 16 bytes, not all zero.
    package let trace: TraceID
    /// 8 bytes, not all zero.
    package let span: SpanID
    package let isSampled: Bool

    package init(trace: TraceID, span: SpanID, isSampled: Bool) {
        self.trace = trace
        self.span = span
        self.isSampled = isSampled
    }

    /// Nil for what §3.2 tells to ignore: wrong lengths, capitals, zero ids, version ff. Later versions are read as far as they say what 00 says (§3.2.4).
    package init?(_ text: String) {
        // Version 00 has 55 characters; no later one that begins as it does has many times more.
        guard text.utf8.count <= 512 else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, let version = Hex.number(parts[0], digits: 2), version != 0xFF, version > 0 || parts.count == 4,
            let high = Hex.number(parts[1].prefix(16), digits: 16), let low = Hex.number(parts[1].dropFirst(16), digits: 16),
            let span = Hex.number(parts[2], digits: 16), let flags = Hex.number(parts[3], digits: 2),
            let traceID = TraceID(high: high, low: low), let spanID = SpanID(span)
        else { return nil }
        self.init(trace: traceID, span: spanID, isSampled: flags & 1 == 1)
    }

    package var text: String { "00-\(trace)-\(span)-\(isSampled ? "01" : "00")" }
}

/// The name of a whole trace: 32 hexadecimal digits.
package struct TraceID: Hashable, Sendable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    package init?(high: UInt64, low: UInt64) {
        guard high != 0 || low != 0 else { return nil }
        (self.high, self.low) = (high, low)
    }

    private init(random generator: inout some RandomNumberGenerator) {
        (high, low) = (.random(in: .min ... .max, using: &generator), .random(in: 1 ... .max, using: &generator))
    }

    package static func random() -> TraceID {
        var generator = SystemRandomNumberGenerator()
        return TraceID(random: &generator)
    }

    package var description: String { Hex.text(high) + Hex.text(low) }
}

/// The name of a span in its trace: 16 hexadecimal digits.
package struct SpanID: Hashable, Sendable, CustomStringConvertible {
    package let value: UInt64

    package init?(_ value: UInt64) {
        guard value != 0 else { return nil }
        self.value = value
    }

    private init(nonzero value: UInt64) { self.value = value }

    package static func random() -> SpanID { SpanID(nonzero: .random(in: 1 ... .max)) }

    package var description: String { Hex.text(value) }
}

/// Lower-case hexadecimal digits, as Trace Context wants them.
private enum Hex {
    static func number(_ text: Substring, digits: Int) -> UInt64? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
        return UInt64(text, radix: 16)
    }

    static func text(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
