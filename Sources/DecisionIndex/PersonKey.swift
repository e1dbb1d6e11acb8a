/// What the index knows a person's national number by: the first half of its keyed hash (`people.ssin_lookup`, DESIGN §5), never the number itself.
package struct PersonKey: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// Nil for fewer than 16 bytes.
    package init?(_ hash: [UInt8]) { self.init(hash.span) }

    package init?(_ hash: Span<UInt8>) {
        guard hash.count >= 16 else { return nil }
        (high, low) = (Self.number(hash, at: 0), Self.number(hash, at: 8))
    }

    /// The first sixteen bytes of a hash.
    package init(_ high: Int64, _ low: Int64) { (self.high, self.low) = (UInt64(bitPattern: high), UInt64(bitPattern: low)) }

    private static func number(_ bytes: Span<UInt8>, at start: Int) -> UInt64 {
        var number: UInt64 = 0
        for place in start..<start + 8 { number = number << 8 | UInt64(bytes[place]) }
        return number
    }
}
