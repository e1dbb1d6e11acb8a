/// People by the key of their number.
struct IndexPeople: Sendable {
    /// 20 bytes: there are a million. Of the key 96 bits, which nobody chooses: among a million people some one number in 10²² is taken for another.
    private struct PersonRow {
        private let keyLow: Halves
        private let keyHigh: UInt32
        private let idHalves: Halves

        init(_ id: Int64, _ key: PersonKey) {
            (keyLow, keyHigh, idHalves) = (Halves(key.low), UInt32(truncatingIfNeeded: key.high), Halves(id))
        }

        var id: Int64 { idHalves.signed }
        var hash: UInt64 { keyLow.unsigned }

        func has(_ key: PersonKey) -> Bool { hash == key.low && keyHigh == UInt32(truncatingIfNeeded: key.high) }
    }

    private var rows = FlatRows<PersonRow>()
    private var table = FlatTable()

    var bytes: Int { rows.bytes }
    var tableBytes: Int { table.bytes }

    mutating func reserve(_ count: Int) { rows.reserve(count) }

    var count: Int { rows.count }

    func row(of key: PersonKey) -> UInt32? { table.find(key.low) { rows[$0].has(key) } }
    func id(of key: PersonKey) -> Int64? { row(of: key).map { rows[$0].id } }

    // What `IndexBatch` has fetched.
    func prefetch(_ key: PersonKey) -> UInt32 { table.prefetch(key.low) }
    func candidate(_ key: PersonKey) -> UInt32 { table.candidate(key.low) }
    func id(at row: UInt32) -> Int64 { rows[row].id }

    /// Someone who is not known yet.
    mutating func add(_ id: Int64, _ key: PersonKey) throws(IndexFault) {
        let row = try rows.add(PersonRow(id, key))
        table.insert(row, key.low) { rows[$0].hash }
    }
    /// Someone who is not found before `enterAll`.
    mutating func add(later id: Int64, _ key: PersonKey) throws(IndexFault) { _ = try rows.add(PersonRow(id, key)) }

    /// As many at once, when there is no table yet: it is made as large as it must be.
    mutating func enterAll() {
        table = FlatTable(reserving: rows.count)
        for row in rows.numbers { table.insert(row, rows[row].hash) { rows[$0].hash } }
    }
}
