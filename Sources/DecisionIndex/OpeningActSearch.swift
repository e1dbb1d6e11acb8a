/// Finds opening acts by their ids while an index is built. Assignments come in the order of their acts, but for a few: as long as they do, the opening acts are
/// sorted, and nothing else is needed to find them. Those that came out of order, and all after them, are in a table.
struct OpeningActSearch: Sendable {
    /// How many are sorted: the first ones.
    private var sorted: UInt32 = 0
    private var near: UInt32 = 0
    private var newestSorted = Int64.min
    private var others = FlatTable()
    private var newestOther = Int64.min

    mutating func row(of act: Int64, _ openingActs: OpeningActs) -> UInt32? {
        if act <= newestSorted, let row = sortedRow(of: act, openingActs) { return row }
        return act > newestOther ? nil : others.find(spread(act)) { openingActs[$0].act == act }
    }

    /// The last of all was added.
    mutating func added(_ row: UInt32, _ openingActs: OpeningActs) {
        let act = openingActs[row].act
        if row == sorted, act > newestSorted {
            (sorted, newestSorted) = (row + 1, act)
        } else {
            others.insert(row, spread(act)) { spread(openingActs[$0].act) }
            newestOther = max(newestOther, act)
        }
    }

    private mutating func sortedRow(of act: Int64, _ openingActs: OpeningActs) -> UInt32? {
        for row in near..<min(near + 8, sorted) where openingActs[row].act >= act {
            guard row > near || openingActs[row].act == act else { break }
            near = row
            return openingActs[row].act == act ? row : nil
        }
        var (low, high) = (UInt32(0), sorted)
        while low < high {
            let middle = (low + high) / 2
            if openingActs[middle].act < act { low = middle + 1 } else { high = middle }
        }
        near = min(low, sorted - 1)
        return openingActs[near].act == act ? near : nil
    }
}
