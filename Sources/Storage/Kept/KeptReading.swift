/// Reading rows that carry a code: one whose code is missing or wrong is not there, nor one that is not what was sought, and is told to
/// `UnauthenticRows`.
extension Transaction {
    /// Every authentic row, decoded.
    /// - Parameter tail: what follows the name of the table: a condition, an order.
    package func kept<T>(_ table: KeptTable, _ tail: SQL, _ decode: (Columns) throws -> T) throws -> [T] {
        var rows: [T] = []
        try eachKept(table, tail) { row, _ in
            rows.append(try decode(row))
            return true
        }
        return rows
    }

    /// The first authentic row, decoded; nil when there is none.
    package func keptRow<T>(_ table: KeptTable, _ tail: SQL, _ decode: (Columns) throws -> T) throws -> T? {
        var found: T?
        try eachKept(table, tail) { row, _ in
            found = try decode(row)
            return false
        }
        return found
    }

    /// The authentic rows one by one, with what they hold, until `body` returns false.
    package func eachKept(_ table: KeptTable, _ tail: SQL, _ body: (Columns, [Value]) throws -> Bool) throws {
        let check = ConditionCheck(tail, in: table)
        try connection.each("\(table.select) \(tail)") { cells in
            let (values, code) = (Self.values(of: cells, table), Self.code(of: cells, table))
            guard let values, check.isMet(by: values), isAuthentic(values, code, table) else {
                report(table, Self.told(cells, table))
                return true
            }
            switch try age(of: values, code, table) {
            case .newest: return try body(Columns(cells: cells), values)
            case .older: report(table, Self.told(cells, table))
            case .unknown: break
            }
            return true
        }
    }

    /// Every row, with its code, whether or not it is authentic; nil for one that holds what no table of ours does.
    package func eachCoded(_ table: KeptTable, _ tail: SQL = "", _ body: ([Value]?, _ code: [UInt8]?, _ told: () -> String) throws -> Void) throws {
        try connection.each("\(table.select) \(tail)") { cells in
            try body(Self.values(of: cells, table), Self.code(of: cells, table), { Self.told(cells, table) })
            return true
        }
    }

    /// Tells of a row that gave nothing: its code was wrong, or it was one of before.
    package func report(_ table: KeptTable, _ told: String) { notes.unauthentic?.report(table.description, told) }

    /// A storage that was opened without keys checks no codes; nobody is served from one.
    package func isAuthentic(_ values: [Value], _ code: [UInt8]?, _ table: KeptTable) -> Bool {
        guard let sealer = notes.sealer else { return true }
        guard let code else { return false }
        return table.isCode(code, of: values, sealer)
    }

    /// Whether codes are checked here.
    package var checksCodes: Bool { notes.sealer != nil }

    private static func values(of cells: any Cells, _ table: KeptTable) -> [Value]? {
        var values: [Value] = []
        values.reserveCapacity(table.columns.count)
        for place in table.columns.indices {
            guard case .value(let value)? = cells.cell(at: place) else { return nil }
            values.append(value)
        }
        return values
    }

    private static func code(of cells: any Cells, _ table: KeptTable) -> [UInt8]? {
        guard case .value(.bytes(let code))? = cells.cell(at: table.columns.count) else { return nil }
        return code
    }

    private static func told(_ cells: any Cells, _ table: KeptTable) -> String {
        table.told(
            key: table.keyPlaces.map { place in
                guard case .value(let value)? = cells.cell(at: place) else { return .null }
                return value
            })
    }
}
