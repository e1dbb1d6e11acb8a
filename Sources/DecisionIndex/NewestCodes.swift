/// The newest code of each kept row that acts tell of, by a hash of what the row is called. Of a code its first eight bytes: the name of its key, and 32
/// bits that nobody without the key can choose.
package struct NewestCodes: Sendable {
    private struct Entry {
        let row: UInt64
        var code: UInt64
    }

    private var entries = FlatRows<Entry>()
    private var table = FlatTable()

    package init() {}

    package var bytes: Int { entries.bytes + table.bytes }

    package mutating func reserve(_ count: Int) { entries.reserve(count) }

    /// Nil for a row of which nothing is known.
    package func code(of row: UInt64) -> UInt64? { place(of: row).map { entries[$0].code } }

    package mutating func follow(_ row: UInt64, _ code: UInt64) throws(IndexFault) {
        if let place = place(of: row) {
            entries[place].code = code
        } else {
            table.insert(try entries.add(Entry(row: row, code: code)), row) { entries[$0].row }
        }
    }

    private func place(of row: UInt64) -> UInt32? { table.find(row) { entries[$0].row == row } }
}
