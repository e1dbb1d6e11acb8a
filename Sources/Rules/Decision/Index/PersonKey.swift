/// What the index knows a person's national number by: the first half of its keyed hash (`people.ssin_lookup`, DESIGN §5), never the number itself.
package struct PersonKey: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// Nil for fewer than 16 bytes.
    package init?(_ hash: some Collection<UInt8>) {
        guard hash.count >= 16 else { return nil }
        var bytes = hash.makeIterator()
        func next() -> UInt64 { (0..<8).reduce(0) { bits, _ in bits << 8 | UInt64(bytes.next() ?? 0) } }
        (high, low) = (next(), next())
    }
}
