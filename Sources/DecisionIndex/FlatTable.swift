/// Finds a row of some array by a hash of its key, without keeping the key: open addressing, four bytes a slot, one slot in ten left free or more.
///
/// The bits that the number of a row leaves free in its slot are those of its hash: whoever walks past others' slots sees that they are others', and does
/// not go to their rows to be told, each of which would be waited for.
struct FlatTable: Sendable {
    private var slots: [UInt32] = []
    private(set) var count = 0
    /// The bits of a slot that are the row's.
    private var mask: UInt32 = 1
    private static let empty = UInt32.max

    var bytes: Int { slots.capacity * 4 }

    init() {}

    /// Room for so many rows without growing.
    init(reserving rows: Int) {
        slots = Self.emptySlots(rows * 5 / 4 + 8)
        mask = Self.mask(for: UInt32(truncatingIfNeeded: rows))
    }

    func find(_ hash: UInt64, _ isWanted: (UInt32) -> Bool) -> UInt32? {
        guard !slots.isEmpty else { return nil }
        var slot = home(hash)
        while slots[slot] != Self.empty {
            if isMarked(slots[slot], hash), isWanted(slots[slot] & mask) { return slots[slot] & mask }
            slot = next(slot)
        }
        return nil
    }

    /// The rows between where a search for this hash begins and where it must end: those whose hashes have the same upper half, and others.
    func passed(_ hash: UInt64) -> [UInt32] {
        guard !slots.isEmpty else { return [] }
        var (rows, slot): ([UInt32], Int) = ([], home(hash))
        while slots[slot] != Self.empty {
            rows.append(slots[slot] & mask)
            slot = next(slot)
        }
        return rows
    }

    /// The row that `find` would look at first; `IndexRow.none` when there is none to look at.
    func candidate(_ hash: UInt64) -> UInt32 {
        find(hash) { _ in true } ?? IndexRow.none
    }

    /// What stands where a search begins; only to have it fetched from memory.
    func prefetch(_ hash: UInt64) -> UInt32 { slots.isEmpty ? 0 : slots[home(hash)] }

    /// - Parameter hashing: the hash of any row inserted before.
    mutating func insert(_ row: UInt32, _ hash: UInt64, hashing: (UInt32) -> UInt64) {
        if (count + 1) * 10 > slots.count * 9 {
            place(anew: slots.count * 3 / 2 + 8, max(mask, Self.mask(for: row)), hashing)
        } else if row >= mask {
            place(anew: slots.count, Self.mask(for: row), hashing)
        }
        place(row, hash)
        count += 1
    }

    /// Does nothing for a row that is not there.
    mutating func remove(_ row: UInt32, _ hash: UInt64, hashing: (UInt32) -> UInt64) {
        guard var hole = slot(of: row, hash) else { return }
        // Whoever had to walk past the hole to find its place moves into it, so that no search ends too early.
        var slot = next(hole)
        while slots[slot] != Self.empty {
            if !isBetween(home(hashing(slots[slot] & mask)), hole, slot) {
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

    func contains(_ row: UInt32, _ hash: UInt64) -> Bool { slot(of: row, hash) != nil }

    private func slot(of row: UInt32, _ hash: UInt64) -> Int? {
        guard !slots.isEmpty, row < mask else { return nil }
        let sought = marked(row, hash)
        var slot = home(hash)
        while slots[slot] != sought {
            if slots[slot] == Self.empty { return nil }
            slot = next(slot)
        }
        return slot
    }

    private mutating func place(_ row: UInt32, _ hash: UInt64) {
        var slot = home(hash)
        while slots[slot] != Self.empty { slot = next(slot) }
        slots[slot] = marked(row, hash)
    }

    private mutating func place(anew room: Int, _ mask: UInt32, _ hashing: (UInt32) -> UInt64) {
        let (old, oldMask) = (slots, self.mask)
        (slots, self.mask) = (Self.emptySlots(room), mask)
        for slot in old where slot != Self.empty { place(slot & oldMask, hashing(slot & oldMask)) }
    }

    // MARK: Slots

    /// As many ones as a row below it needs: where all were ones, a slot in use might look empty.
    private static func mask(for row: UInt32) -> UInt32 { UInt32.max >> UInt32((row &+ 1).leadingZeroBitCount) }
    private func isMarked(_ slot: UInt32, _ hash: UInt64) -> Bool { (slot ^ UInt32(truncatingIfNeeded: hash)) & ~mask == 0 }
    private func marked(_ row: UInt32, _ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash) & ~mask | row }

    private func home(_ hash: UInt64) -> Int { Slots.home(hash, of: slots.count) }
    private func next(_ slot: Int) -> Int { Slots.next(slot, of: slots.count) }
    private static func emptySlots(_ count: Int) -> [UInt32] { [UInt32](repeating: empty, count: count) }
}

/// Spreads keys that follow each other over all 64 bits.
func spread(_ key: Int64) -> UInt64 {
    var bits = UInt64(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return bits ^ (bits >> 32)
}
