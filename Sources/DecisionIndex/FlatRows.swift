/// Rows in one array, known by their number; a number given back is given out again.
struct FlatRows<Row: Sendable>: Sendable {
    private var rows: [Row] = []
    private var free: [UInt32] = []

    /// Rows in use.
    var count: Int { rows.count - free.count }
    var bytes: Int { rows.count * MemoryLayout<Row>.stride + free.capacity * 4 }

    subscript(_ row: UInt32) -> Row {
        get { rows[Int(row)] }
        _modify { yield &rows[Int(row)] }
    }

    /// Every number, also of rows given back.
    var numbers: Range<UInt32> { 0..<UInt32(rows.count) }

    /// Room for so many and a few more: memory that nothing was written to costs nothing.
    mutating func reserve(_ count: Int) { rows.reserveCapacity(count + count / 8 + 64) }

    mutating func add(_ row: Row) throws(IndexFault) -> UInt32 {
        if let reused = free.popLast() {
            rows[Int(reused)] = row
            return reused
        }
        // The highest number stands for none.
        guard let number = UInt32(exactly: rows.count), number != .max else { throw .full }
        rows.append(row)
        return number
    }

    /// Whoever gives a row back has taken it out of every table.
    mutating func giveBack(_ row: UInt32) { free.append(row) }
}
