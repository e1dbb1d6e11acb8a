/// Which of many 64-bit hashes were entered, in five bytes each: the upper half says where one stands, the lower half is kept there. Open addressing; of
/// the hashes that were not entered some one in three hundred million is taken for one that was.
package struct FingerprintSet: Sendable {
    private var slots: [UInt32]
    private var count = 0
    private static let empty: UInt32 = 0

    /// - Parameter most: how many will be entered at most; the set does not grow, since nothing is left of a hash to place it anew.
    package init(most: Int) { slots = [UInt32](repeating: Self.empty, count: most * 5 / 4 + 8) }

    package var bytes: Int { slots.count * 4 }

    /// - Throws: `IndexFault.full`.
    package mutating func insert(_ hash: UInt64) throws(IndexFault) {
        let mark = Self.mark(hash)
        var slot = Slots.home(hash, of: slots.count)
        while slots[slot] != Self.empty {
            if slots[slot] == mark { return }
            slot = Slots.next(slot, of: slots.count)
        }
        guard count * 5 < slots.count * 4 else { throw .full }
        slots[slot] = mark
        count += 1
    }

    package func contains(_ hash: UInt64) -> Bool {
        let mark = Self.mark(hash)
        var slot = Slots.home(hash, of: slots.count)
        while slots[slot] != Self.empty {
            if slots[slot] == mark { return true }
            slot = Slots.next(slot, of: slots.count)
        }
        return false
    }

    /// The lower half of the hash; one hash in four thousand million shares its mark with another for being none.
    private static func mark(_ hash: UInt64) -> UInt32 { max(1, UInt32(truncatingIfNeeded: hash)) }
}
