import Standards
import Storage

extension KeptTable.Telling {
    /// Acts tell the code that each row was left with, and what all codes add up to stands beside the end of the ledger.
    static let byActs = Self { (tx: borrowing Transaction) in tx.storeEndLastly() }
}

extension KeptTable {
    /// Those whose codes are added up.
    static var summed: [KeptTable] { Schema.kept.filter(\.isTold) }
}

/// The beginning of a row's code, as numbers: the name of its key, and 96 bits that the key gave.
struct CodeStart: Sendable {
    let (high, low): (Int64, Int64)

    init(_ high: Int64, _ low: Int64) { (self.high, self.low) = (high, low) }

    /// Nil for what is no code.
    init?(_ code: [UInt8]) {
        guard code.count == AuthenticationCode.size else { return nil }
        func number(_ range: Range<Int>) -> Int64 { Int64(bitPattern: code[range].reduce(0) { $0 << 8 | UInt64($1) }) }
        (high, low) = (number(0..<8), number(8..<16))
    }

    /// Of a column read as `NumberRow.Column.optionalCode`, which begins at `place`; nil for what is no code.
    @inline(__always)
    init?(_ row: Span<Int64>, at place: Int) {
        guard row[place] != NumberRow.null else { return nil }
        (high, low) = (row[place], row[place + 1])
    }
}

extension Transaction {
    /// What the codes of a table's rows add up to, with each of several keys; what has none adds nothing, and gives nothing.
    func sums(of table: KeptTable, _ hashers: [RowHasher]) throws -> [UInt128] {
        let words = hashers.map { $0.word(table.description) }
        var sums = hashers.map { _ in UInt128(0) }
        try each("SELECT code FROM \(SQL(stringLiteral: table.name))", as: [.optionalCode]) { row, _ in
            guard let code = CodeStart(row, at: 0) else { return }
            for place in hashers.indices { sums[place] &+= hashers[place].hash(code, words[place]) }
        }
        return sums
    }

    /// Every row of a table of a few is this installation's: marks whose absence would mean something.
    /// - Throws: `UnaccountedRows`.
    func requireAuthentic(_ table: KeptTable) throws {
        try eachCoded(table) { values, code, told in
            guard let values, isAuthentic(values, code, table) else {
                report(table, told())
                throw UnaccountedRows(kind: table.description)
            }
        }
    }
}
