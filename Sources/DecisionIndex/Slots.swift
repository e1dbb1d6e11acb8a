/// Where a hash is sought among slots that follow each other in a ring (open addressing).
enum Slots {
    /// Where a search begins: the upper half of the hash, scaled to the number of slots; any number of them will do. The lower half is left to mark them.
    @inline(__always)
    static func home(_ hash: UInt64, of count: Int) -> Int { Int(truncatingIfNeeded: ((hash >> 32) &* UInt64(count)) >> 32) }

    /// Where it goes on.
    @inline(__always)
    static func next(_ slot: Int, of count: Int) -> Int { slot + 1 == count ? 0 : slot + 1 }
}

/// 64 bits of a row that is a multiple of four bytes long and no more: whole numbers would have it padded to a multiple of eight.
struct Halves: Hashable, Sendable {
    private let low: UInt32
    private let high: UInt32

    @inline(__always)
    init(_ whole: UInt64) { (low, high) = (UInt32(truncatingIfNeeded: whole), UInt32(truncatingIfNeeded: whole >> 32)) }

    @inline(__always)
    init(_ whole: Int64) { self.init(UInt64(bitPattern: whole)) }

    @inline(__always)
    var unsigned: UInt64 { UInt64(high) << 32 | UInt64(low) }

    @inline(__always)
    var signed: Int64 { Int64(bitPattern: unsigned) }
}
