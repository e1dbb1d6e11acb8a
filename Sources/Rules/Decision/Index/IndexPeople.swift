/// People by the key of their number.
struct IndexPeople: Sendable {
    private struct PersonRow {
        let key: PersonKey
        let id: Int64
    }

    private var rows = FlatRows<PersonRow>()
    private var table = FlatTable()

    var bytes: Int { rows.bytes }
    var tableBytes: Int { table.bytes }

    mutating func reserve(_ count: Int) {
        rows.reserve(count)
        table = FlatTable(reserving: count)
    }

    func id(of key: PersonKey) -> Int64? { table.find(key.low) { rows[$0].key == key }.map { rows[$0].id } }

    /// Someone who is not known yet.
    mutating func add(_ id: Int64, _ key: PersonKey) throws(IndexFault) {
        let row = try rows.add(PersonRow(key: key, id: id))
        table.insert(row, key.low) { rows[$0].key.low }
    }
}
