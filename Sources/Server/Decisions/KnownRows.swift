import DecisionIndex
import Rules
import Standards
import Storage

/// Which kept rows stand now, as a node knows it that read their codes when they added up, and has followed what acts tell of them since.
struct KnownRows: Sendable {
    private var codes = NewestCodes()
    /// Tables of which it knows every row. Of others it knows those that an act told of meanwhile.
    static func isWhole(_ table: KeptTable) -> Bool { whole.contains(table.description) }
    private static let whole = Set([KeptTable.entities, .legalFunctions].map(\.description))

    var bytes: Int { codes.bytes }

    mutating func add(_ table: KeptTable, _ id: Int64, _ code: CodeStart) throws(IndexFault) {
        try codes.follow(Self.row(table.description, id), UInt64(bitPattern: code.high))
    }

    mutating func follow(_ act: Act) throws(IndexFault) {
        for (row, code) in Self.told(by: act) { try codes.follow(row, code) }
    }

    /// - Parameter newer: what acts tell that were not followed yet.
    /// - Returns: nil where nothing is known of a row.
    func isNewest(_ code: [UInt8], of values: [Value], in table: KeptTable, _ newer: [UInt64: UInt64] = [:], _ sealer: Sealer) -> Bool? {
        let row = Self.row(table, values)
        guard let found = CodeStart(code).map({ UInt64(bitPattern: $0.high) }), let known = newer[row] ?? codes.code(of: row) else { return nil }
        // A row's code is renewed with a new key without an act, and nobody has codes of that key for a row as it was before.
        return found == known || (found >> 32 != known >> 32 && !sealer.needsNewCode(code))
    }

    /// What an act tells of rows and their codes.
    static func told(by act: Act) -> [(row: UInt64, code: UInt64)] {
        act.details.compactMap { name, text -> (row: UInt64, code: UInt64)? in
            guard let slash = name.firstIndex(of: "/"), let bytes = Base64URL.bytes(in: text), let code = CodeStart(bytes) else { return nil }
            let id = Int64(name[name.index(after: slash)...])
            return (id.map { row(String(name[..<slash]), $0) } ?? row(name), UInt64(bitPattern: code.high))
        }
    }

    private static func row(_ table: KeptTable, _ values: [Value]) -> UInt64 {
        let key = table.keyValues(values)
        if key.count == 1, case .integer(let id) = key[0] { return row(table.description, id) }
        return row(table.told(values))
    }

    // Hashed with a key of this process.
    private static func row(_ name: String) -> UInt64 { UInt64(bitPattern: Int64(name.hashValue)) }

    private static func row(_ table: String, _ id: Int64) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(table)
        hasher.combine(id)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

extension Transaction {
    /// What the codes of a table's rows add up to, each noted by the row's id.
    func keptSum(of table: KeptTable, _ hasher: RowHasher, _ known: inout KnownRows) throws -> UInt128 {
        let word = hasher.word(table.description)
        var sum: UInt128 = 0
        try each("SELECT id, code FROM \(SQL(stringLiteral: table.name))", as: [.integer, .optionalCode]) { row, _ in
            guard let code = CodeStart(row, at: 1) else { return }
            sum &+= hasher.hash(code, word)
            try known.add(table, row[0], code)
        }
        return sum
    }
}
