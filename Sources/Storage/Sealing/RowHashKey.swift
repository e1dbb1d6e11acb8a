package import Standards

/// A key for hashing rows that are added up (`RowSums`), and the name of the sealing key that it is derived from: what was summed under a key can only be
/// added to under that key.
package struct RowHashKey: Sendable {
    package let identifier: [UInt8]
    @usableFromInline
    let key: (low: UInt64, high: UInt64)

    init(identifier: [UInt8], bytes: [UInt8]) {
        self.identifier = identifier
        key = (Self.word(bytes.prefix(8)), Self.word(bytes.dropFirst(8).prefix(8)))
    }

    /// A hash to add words to.
    @inlinable
    @inline(__always)
    package var hash: SipHash { SipHash(key: key) }

    private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}

extension Sealer {
    /// What new sums are made with.
    package var rowHashKey: RowHashKey { newest.rowHashing }

    /// Nil when this sealer does not have the key.
    package func rowHashKey(named identifier: [UInt8]) -> RowHashKey? { keys(of: identifier)?.rowHashing }
}
