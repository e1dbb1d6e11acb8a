/// Finds assignments by their ids, without a place for each. Those that an index is built of mostly come in the order of their ids: of so many of them the
/// largest id is kept, and a search looks at as many rows. Those that come out of order stand in a table instead.
struct AssignmentOrder: Sendable {
    /// The largest id so far, at the end of each group of rows.
    private var largest: [Int64] = []
    private var end: UInt32 = 0
    private static let group: UInt32 = 32

    var bytes: Int { largest.capacity * 8 }

    init() {}

    /// - Parameter rows: how many will come.
    init(reserving rows: Int) { largest.reserveCapacity(rows / Int(Self.group) + 1) }

    /// The id of the next row. False when it is not larger than all before it: then it is not found here.
    mutating func add(_ id: Int64) -> Bool {
        if end % Self.group == 0 { largest.append(largest.last ?? .min) }
        end += 1
        guard id > largest[largest.count - 1] else { return false }
        largest[largest.count - 1] = id
        return true
    }

    /// Where a row of that id is, if it came in order.
    func rows(near id: Int64) -> Range<UInt32> {
        guard let last = largest.last, id <= last else { return 0..<0 }
        var (low, high) = (0, largest.count)
        while low < high {
            let middle = (low + high) / 2
            if largest[middle] < id { low = middle + 1 } else { high = middle }
        }
        let start = UInt32(low) * Self.group
        return start..<min(start + Self.group, end)
    }
}
