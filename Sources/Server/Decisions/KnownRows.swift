import DecisionIndex
import Rules
import Standards
import Storage

/// Which kept rows stand now, of those that acts tell of, as a node knows it that read all their codes when they added up, and has followed what acts tell
/// of them since.
struct KnownRows: Sendable {
    /// The rows of a table as they were read, each with its code.
    private var read: [String: FingerprintSet] = [:]
    /// Rows whose code was made with a former key: it may be renewed without an act.
    private var renewable: [String: FingerprintSet] = [:]
    /// What acts told since.
    private var told = NewestCodes()

    var bytes: Int { told.bytes + read.values.reduce(0) { $0 + $1.bytes } + renewable.values.reduce(0) { $0 + $1.bytes } }

    mutating func add(_ codes: TableCodes) { (read[codes.table], renewable[codes.table]) = (codes.all, codes.renewable) }

    mutating func take(_ others: KnownRows) {
        read.merge(others.read) { $1 }
        renewable.merge(others.renewable) { $1 }
    }

    mutating func follow(_ act: Act) throws(IndexFault) {
        for (row, code) in Self.told(by: act) { try told.follow(row, code) }
    }

    /// - Parameter newer: what acts tell that were not followed yet.
    /// - Returns: false also for a row of which nothing is known.
    func isNewest(_ code: [UInt8], of values: [Value], in table: KeptTable, _ newer: [UInt64: UInt64] = [:], _ sealer: Sealer) -> Bool {
        guard let start = CodeStart(code) else { return false }
        let (row, found) = (Self.row(table, values), UInt64(bitPattern: start.high))
        if let known = newer[row] ?? told.code(of: row) {
            // A row's code is renewed with a new key without an act, and nobody has codes of that key for a row as it was before.
            return found == known || (found >> 32 != known >> 32 && !sealer.needsNewCode(code))
        }
        if read[table.description]?.contains(TableCodes.fingerprint(start)) == true { return true }
        return renewable[table.description]?.contains(row) == true && !sealer.needsNewCode(code)
    }

    /// What an act tells of rows and their codes.
    static func told(by act: Act) -> [(row: UInt64, code: UInt64)] {
        act.details.compactMap { name, text -> (row: UInt64, code: UInt64)? in
            guard let slash = name.firstIndex(of: "/"), let bytes = Base64URL.bytes(in: text), let code = CodeStart(bytes) else { return nil }
            let id = Int64(name[name.index(after: slash)...])
            return (id.map { row(String(name[..<slash]), $0) } ?? row(name), UInt64(bitPattern: code.high))
        }
    }

    private static func row(_ table: KeptTable, _ values: [Value]) -> UInt64 { row(table, key: table.keyValues(values)) }

    static func row(_ table: KeptTable, key: [Value]) -> UInt64 {
        if key.count == 1, case .integer(let id) = key[0] { return row(table.description, id) }
        return row(table.told(key: key))
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

/// The codes of a table's rows, as they are read: what they add up to, and each for itself. A code is of one row as it is, so it stands for it.
struct TableCodes: Sendable {
    let table: String
    private(set) var sum: UInt128 = 0
    private(set) var all: FingerprintSet
    private(set) var renewable: FingerprintSet

    private let hasher: RowHasher
    private let word: UInt64
    /// Names the key of new codes.
    private let newest: UInt64

    /// - Parameters:
    ///   - count: how many rows the table has.
    ///   - former: how many of their codes may have been made with a former key.
    init(_ table: KeptTable, _ hasher: RowHasher, count: Int, former: Int, _ sealer: Sealer) {
        self.table = table.description
        (all, renewable) = (FingerprintSet(most: count), FingerprintSet(most: former))
        (self.hasher, word) = (hasher, hasher.word(table.description))
        newest = sealer.codeName
    }

    /// What has no code adds nothing, and is not known.
    /// - Parameter row: asked for when the code was made with a former key.
    @inline(__always)
    mutating func add(_ code: CodeStart?, of row: () throws -> UInt64?) throws {
        guard let code else { return }
        sum &+= hasher.hash(code, word)
        try all.insert(Self.fingerprint(code))
        if UInt64(bitPattern: code.high) >> 32 != newest, let row = try row() { try renewable.insert(row) }
    }

    /// Bits that the key gave: spread as they are.
    static func fingerprint(_ code: CodeStart) -> UInt64 { UInt64(bitPattern: code.low) }
}

extension Transaction {
    /// To be filled while a table is read that has so many rows.
    func tableCodes(of table: KeptTable, _ hasher: RowHasher, count: Int) throws -> TableCodes {
        let sealer = try sealer
        return TableCodes(table, hasher, count: count, former: sealer.hasFormerKeys ? count : 0, sealer)
    }

    /// All codes of a table.
    func readCodes(of table: KeptTable, _ hasher: RowHasher) throws -> TableCodes {
        var codes = try tableCodes(of: table, hasher, count: try count("SELECT COUNT(*) FROM \(SQL(stringLiteral: table.name))"))
        guard try sealer.hasFormerKeys else {
            try each("SELECT code FROM \(SQL(stringLiteral: table.name))", as: [.optionalCode]) { row, _ in
                try codes.add(CodeStart(row, at: 0)) { nil }
            }
            return codes
        }
        let key = table.key.map { SQL(stringLiteral: $0) }
        try each("SELECT \(key.joined(separator: ", ")), code FROM \(SQL(stringLiteral: table.name))") { row in
            try codes.add(row.optionalBytes("code").flatMap(CodeStart.init)) {
                KnownRows.row(table, key: try key.indices.map { try row.value(at: $0) })
            }
        }
        return codes
    }
}
