/// What the index knows a person's national number by: the first half of its keyed hash (`people.ssin_lookup`, DESIGN §5), never the number itself.
package struct PersonKey: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// Nil for fewer than 16 bytes.
    package init?(_ hash: [UInt8]) {
        guard hash.count >= 16 else { return nil }
        (high, low) = hash.withUnsafeBytes {
            (UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)), UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}
