import Rules

/// A legal function that acts were done under, and whose it is.
struct FunctionRow: Sendable {
    let id: Int64
    let person: Int64
}

/// Legal functions by their ids.
struct IndexFunctions: Sendable {
    private var rows = FlatRows<FunctionRow>()
    private var table = FlatTable()

    var bytes: Int { rows.bytes + table.bytes }

    subscript(_ row: UInt32) -> FunctionRow { rows[row] }

    func row(of id: LegalFunction.ID) -> UInt32? { table.find(spread(id.rawValue)) { rows[$0].id == id.rawValue } }

    /// One that is not known yet.
    mutating func add(_ function: FunctionRow) throws(IndexFault) -> UInt32 {
        let row = try rows.add(function)
        table.insert(row, spread(function.id)) { spread(rows[$0].id) }
        return row
    }
}
