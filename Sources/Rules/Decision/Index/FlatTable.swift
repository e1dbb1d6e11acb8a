/// Finds a row of some array by a hash of its key, without keeping the key: open addressing, four bytes a slot, one slot in five left free or more.
struct FlatTable: Sendable {
    private var slots: [UInt32] = []
    private(set) var count = 0
    private static let empty = UInt32.max

    var bytes: Int { slots.capacity * 4 }

    init() {}

    /// Room for so many rows without growing.
    init(reserving rows: Int) { slots = Self.emptySlots(rows * 3 / 2 + 8) }

    func find(_ hash: UInt64, _ isWanted: (UInt32) -> Bool) -> UInt32? {
        guard !slots.isEmpty else { return nil }
        var slot = home(hash)
        while slots[slot] != Self.empty {
            if isWanted(slots[slot]) { return slots[slot] }
            slot = next(slot)
        }
        return nil
    }

    /// - Parameter hashing: the hash of any row inserted before.
    mutating func insert(_ row: UInt32, _ hash: UInt64, hashing: (UInt32) -> UInt64) {
        if (count + 1) * 5 > slots.count * 4 { grow(hashing) }
        place(row, hash)
        count += 1
    }

    /// Does nothing for a row that is not there.
    mutating func remove(_ row: UInt32, _ hash: UInt64, hashing: (UInt32) -> UInt64) {
        guard var hole = slot(of: row, hash) else { return }
        // Whoever had to walk past the hole to find its place moves into it, so that no search ends too early.
        var slot = next(hole)
        while slots[slot] != Self.empty {
            if !isBetween(home(hashing(slots[slot])), hole, slot) {
                slots[hole] = slots[slot]
                hole = slot
            }
            slot = next(slot)
        }
        slots[hole] = Self.empty
        count -= 1
    }

    /// Whether a walk from `home` to `slot` does not pass `hole`.
    private func isBetween(_ home: Int, _ hole: Int, _ slot: Int) -> Bool {
        hole <= slot ? hole < home && home <= slot : hole < home || home <= slot
    }

    private func slot(of row: UInt32, _ hash: UInt64) -> Int? {
        guard !slots.isEmpty else { return nil }
        var slot = home(hash)
        while slots[slot] != row {
            if slots[slot] == Self.empty { return nil }
            slot = next(slot)
        }
        return slot
    }

    private mutating func place(_ row: UInt32, _ hash: UInt64) {
        var slot = home(hash)
        while slots[slot] != Self.empty { slot = next(slot) }
        slots[slot] = row
    }

    private mutating func grow(_ hashing: (UInt32) -> UInt64) {
        let old = slots
        slots = Self.emptySlots(old.count * 3 / 2 + 8)
        for row in old where row != Self.empty { place(row, hashing(row)) }
    }

    /// The upper half of the hash, scaled to the number of slots: any number of them will do.
    private func home(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: ((hash >> 32) &* UInt64(slots.count)) >> 32) }
    private func next(_ slot: Int) -> Int { slot + 1 == slots.count ? 0 : slot + 1 }
    private static func emptySlots(_ count: Int) -> [UInt32] { [UInt32](repeating: empty, count: count) }
}

/// Spreads keys that follow each other over all 64 bits.
func spread(_ key: Int64) -> UInt64 {
    var bits = UInt64(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return bits ^ (bits >> 32)
}
