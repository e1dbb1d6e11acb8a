/// Finds rows by their ids while an index is built. The id stands beside the row, so that one look at memory says whether it is the right one: 16 bytes a
/// slot are too many for an index that stays.
struct IDTable: Sendable {
    private struct Slot {
        var id: Int64 = 0
        var row = IndexRow.none
    }

    private var slots: [Slot]
    private var count = 0

    /// Room for about so many rows without growing.
    init(reserving rows: Int) { slots = [Slot](repeating: Slot(), count: Self.room(for: rows)) }

    func row(of id: Int64) -> UInt32? {
        var place = home(id)
        while slots[place].row != IndexRow.none {
            if slots[place].id == id { return slots[place].row }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    mutating func insert(_ row: UInt32, _ id: Int64) {
        if count * 2 >= slots.count { grow() }
        place(Slot(id: id, row: row))
        count += 1
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        for slot in old where slot.row != IndexRow.none { place(slot) }
    }

    private mutating func place(_ slot: Slot) {
        var place = home(slot.id)
        while slots[place].row != IndexRow.none { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    private func home(_ id: Int64) -> Int { Int(truncatingIfNeeded: spread(id)) & (slots.count - 1) }

    /// A power of two, half of it free at least.
    private static func room(for rows: Int) -> Int { 1 << (Int.bitWidth - max(rows * 2, 15).leadingZeroBitCount) }
}
