import Rules
import Standards
import Storage

/// What the acts so far told of kept rows: the code that each was left with last. For millions of rows, so as numbers where the key is one.
struct ToldRows {
    /// A code as numbers: of its key, and the rest.
    private struct Code {
        let key: UInt32
        let (high, low): (UInt64, UInt64)

        init?(_ text: String) {
            guard let bytes = Base64URL.bytes(in: text), bytes.count == 20 else { return nil }
            func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
            (key, high, low) = (UInt32(number(0..<4)), number(4..<12), number(12..<20))
        }

        var bytes: [UInt8] {
            func bytes(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
            return bytes(key) + bytes(high) + bytes(low)
        }
    }

    private let tables: [KeptTable]
    private var numbered: [[Int64: Code]]
    private var named: [String: Code] = [:]

    init(_ tables: [KeptTable]) {
        self.tables = tables
        numbered = tables.map { _ in [:] }
    }

    mutating func follow(_ act: Act) {
        for (row, text) in act.details {
            guard let place = place(row), let code = Code(text) else { continue }
            switch place {
            case .number(let table, let number): numbered[table][number] = code
            case .name(let name): named[name] = code
            }
        }
    }

    /// Whether acts told of a row, by what they call it.
    func knows(_ row: String) -> Bool { place(row).map { code($0) != nil } ?? false }

    /// Whether a row is as acts left it last, as far as they told of it.
    func isLast(_ values: [Value], _ code: [UInt8], of table: KeptTable, _ tx: borrowing Transaction) throws -> Bool {
        guard let place = place(table, values), let last = self.code(place) else { return true }
        return try tx.isLast(last.bytes, of: values, code, table)
    }

    /// Holds every row against its code, and against what the acts told last; then what they told of that is not there.
    /// - Throws: `LedgerFault`.
    mutating func compare(_ tx: borrowing Transaction) throws {
        var faults = FoundFaults()
        for table in tables {
            try tx.eachCoded(table) { values, code, told in
                let isAuthentic = values.map { tx.isAuthentic($0, code, table) } ?? false
                if !isAuthentic { faults.add(.unauthenticRow(told())) }
                guard let values, let place = place(table, values), let last = self.code(place) else { return }
                if isAuthentic, try !tx.isLast(last.bytes, of: values, code ?? [], table) { faults.add(.olderRow(told())) }
                remove(place)
            }
        }
        for (table, rows) in zip(tables, numbered) { for key in rows.keys.sorted() { faults.add(.deletedRow("\(table)/\(key)")) } }
        for row in named.keys.sorted() { faults.add(.deletedRow(row)) }
        try faults.throwAny()
    }

    private enum Place {
        case number(table: Int, Int64)
        case name(String)
    }

    private func place(_ row: String) -> Place? {
        guard let slash = row.firstIndex(of: "/"), let table = tables.firstIndex(where: { $0.description == row[..<slash] }) else { return nil }
        return Int64(row[row.index(after: slash)...]).map { .number(table: table, $0) } ?? .name(row)
    }

    private func place(_ table: KeptTable, _ values: [Value]) -> Place? {
        guard table.isTold, let index = tables.firstIndex(where: { $0.description == table.description }) else { return nil }
        if table.key.count == 1, case .integer(let number) = values[0] { return .number(table: index, number) }
        return .name(table.told(values))
    }

    private func code(_ place: Place) -> Code? {
        switch place {
        case .number(let table, let number): numbered[table][number]
        case .name(let name): named[name]
        }
    }

    private mutating func remove(_ place: Place) {
        switch place {
        case .number(let table, let number): numbered[table][number] = nil
        case .name(let name): named[name] = nil
        }
    }
}

extension Transaction {
    /// Whether a row is as it was left with this code. Without keys, a code made with another key than the row's says nothing.
    fileprivate func isLast(_ last: [UInt8], of values: [Value], _ code: [UInt8], _ table: KeptTable) throws -> Bool {
        if last == code { return true }
        guard checksCodes else { return last.prefix(4) != code.prefix(4) }
        return try sealer.hasKey(of: last) ? table.isCode(last, of: values, sealer) : true
    }
}
