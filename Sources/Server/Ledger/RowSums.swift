import Rules
import Standards
import Storage

/// What the rows that decisions are made of add up to: for each kind, a keyed hash of every open row, added modulo 2¹²⁸ (an additive multiset hash, Clarke
/// et al. 2003); for each table of kept rows that acts tell of, of every row's code. One row more, one less or another value gives another sum, whatever
/// the order. The sums are stored sealed: whoever sees rows, but neither their hashes nor the key, cannot make up for a row with others. They follow the
/// acts in the ledger's own row, so that an index can be read from the rows in a second and yet hold nothing that no act wrote.
package struct RowSums: Equatable, Sendable {
    /// The key that every hash was made with.
    let key: [UInt8]
    /// Whether kept rows are counted. Sums of before they were say nothing of them, until `countKeptRows`.
    var countsKept = true
    /// By the names of kinds; without those that have no row.
    private var sums: [String: UInt128] = [:]

    init(key: [UInt8]) { self.key = key }

    subscript(kind: String) -> UInt128 {
        get { sums[kind] ?? 0 }
        set { sums[kind] = newValue == 0 ? nil : newValue }
    }

    /// The kinds, by name, whose rows add up to something else.
    func differing(from other: RowSums) -> [String] {
        let uncounted = countsKept && other.countsKept ? [] : KeptTable.summed.map(\.description)
        return Set(sums.keys).union(other.sums.keys).subtracting(uncounted).sorted().filter { self[$0] != other[$0] }
    }
}

extension RowSums {
    /// The key's name, and whether kept rows are counted; then a line for each kind, in their order.
    var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64 * (sums.count + 1))
        for byte in key { bytes += [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]] }
        if countsKept { bytes += Self.kept }
        for (kind, sum) in sums.sorted(by: { $0.key < $1.key }) {
            bytes.append(Self.newLine)
            bytes += kind.utf8
            bytes.append(Self.space)
            var shift = (127 - sum.leadingZeroBitCount) / 4 * 4
            while shift >= 0 {
                bytes.append(Self.digits[Int(truncatingIfNeeded: sum >> UInt128(shift)) & 15])
                shift -= 4
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Nil unless `text` is what ``text`` gives.
    init?(text: String) {
        let lines = Array(text.utf8).split(separator: Self.newLine, omittingEmptySubsequences: false)
        guard let first = lines.first, let key = Self.number(first.prefix(8)), first.count >= 8 else { return nil }
        self.init(key: withUnsafeBytes(of: UInt32(truncatingIfNeeded: key).bigEndian) { Array($0) })
        countsKept = first.count > 8
        guard !countsKept || first.dropFirst(8).elementsEqual(Self.kept) else { return nil }
        var last = ""
        for line in lines.dropFirst() {
            guard let space = line.firstIndex(of: Self.space) else { return nil }
            let (kind, digits) = (String(decoding: line[..<space], as: UTF8.self), line[(space + 1)...])
            // As it is written: in their order, without what adds nothing and without zeros before it.
            guard kind > last, digits.first != UInt8(ascii: "0"), let sum = Self.number(digits) else { return nil }
            self[kind] = sum
            last = kind
        }
    }

    /// Nil for what is no number of 128 bits in the digits that are written.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt128? {
        guard 1...32 ~= digits.count else { return nil }
        var number: UInt128 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt128(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt128(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return number
    }

    private static let digits = Array("0123456789abcdef".utf8)
    private static let kept = Array(" kept".utf8)
    private static let newLine = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
}

/// Hashes rows: every column in the order of its declaration, and the act that opened it.
struct RowHasher: Sendable {
    let key: RowHashKey
    /// What stands for null: no id and no instant is so small.
    static let null = UInt64(bitPattern: NumberRow.null)

    init(_ key: RowHashKey) { self.key = key }

    /// A row of a kind by its key, before its columns: `add` each, then the act.
    @inline(__always)
    func begin(_ kind: UInt64, _ id: Int64) -> SipHash {
        var hash = key.hash
        hash.add(kind)
        hash.add(UInt64(bitPattern: id))
        return hash
    }

    /// A text as a word.
    func word(_ text: String) -> UInt64 { UInt64(truncatingIfNeeded: key.hash.finished(with: text.utf8)) }

    func hash<Row: LedgerRow>(_ row: Row, by act: Act.ID) -> UInt128 {
        var hash = begin(word(Row.kind.name), row.number)
        for column in Row.kind.columns { hash.add(word(column.cell(row))) }
        hash.add(UInt64(bitPattern: act.rawValue))
        return hash.finished()
    }

    func hash(_ row: SummedRow) -> UInt128 {
        var hash = begin(word(row.kind), row.id)
        for value in row.values { hash.add(word(value)) }
        return hash.finished()
    }

    /// Of a kept row's code, which proves the rest of the row. `table` is the word of its name.
    func hash(code: [UInt8], _ table: UInt64) -> UInt128 {
        CodeStart(code).map { hash($0, table) } ?? 0
    }

    @inline(__always)
    func hash(_ code: CodeStart, _ table: UInt64) -> UInt128 {
        var hash = begin(table, code.high)
        hash.add(UInt64(bitPattern: code.low))
        return hash.finished()
    }

    private func word(_ value: Value) -> UInt64 {
        switch value {
        case .null: Self.null
        case .integer(let integer): UInt64(bitPattern: integer)
        case .text(let text): word(text)
        case .bytes(let bytes): UInt64(truncatingIfNeeded: key.hash.finished(with: bytes))
        }
    }

    private func word(_ cell: Cell) -> UInt64 {
        switch cell {
        case .null: Self.null
        case .integer(let integer): UInt64(bitPattern: integer)
        case .text(let text): word(text)
        }
    }
}

/// A row as it was read: what its columns hold, and the act that opened it.
struct SummedRow: Sendable {
    let kind: String
    let id: Int64
    let values: [Value]

    /// A row that is being closed.
    init(_ type: any ClosableRow.Type, _ id: Int64, _ row: Columns) throws {
        self.init(type.name, id, try (0...type.columns.count).map { try row.value(at: $0) })
    }

    init(_ kind: String, _ id: Int64, _ values: [Value]) { (self.kind, self.id, self.values) = (kind, id, values) }
}

/// The rows that a transaction opened and closed: told to the sums when it ends.
final class SummedRows {
    private var opened: [(row: any LedgerRow, act: Act.ID)] = []
    private var closed: [SummedRow] = []

    func open(_ row: any LedgerRow, by act: Act.ID) { opened.append((row, act)) }
    func close(_ row: SummedRow) { closed.append(row) }

    /// Adds all of them to the sums, once.
    func take(into sums: inout RowSums, _ hasher: RowHasher) {
        for (row, act) in opened { sums[type(of: row).name] &+= hasher.hash(row, by: act) }
        for row in closed { sums[row.kind] &-= hasher.hash(row) }
        (opened, closed) = ([], [])
    }
}

extension RowSums {
    /// Follows the codes of kept rows.
    mutating func take(_ changes: [KeptChange], _ hasher: RowHasher) {
        guard countsKept else { return }
        for (table, changes) in Dictionary(grouping: changes, by: \.table) {
            let word = hasher.word(table)
            for change in changes {
                self[table] &+= hasher.hash(code: change.code, word)
                if let former = change.former { self[table] &-= hasher.hash(code: former, word) }
            }
        }
    }
}

extension Transaction {
    /// What the sums do not count yet.
    var summed: SummedRows {
        if let rows = notes[SummedRows.self] { return rows }
        let rows = SummedRows()
        notes[SummedRows.self] = rows
        return rows
    }
}

extension Transaction {
    /// A hasher with the key that those sums were made with.
    func rowHasher(for sums: RowSums) throws -> RowHasher {
        guard let key = try sealer.rowHashKey(named: sums.key) else { throw SealingFault.unknownKey }
        return RowHasher(key)
    }

    /// What the open rows add up to, whatever is stored of it; with the newest key.
    func recomputedSums(_ kinds: RowKinds = .all) throws -> RowSums {
        try recomputedSums(RowHasher(sealer.rowHashKey), kinds)
    }

    func recomputedSums(_ hasher: RowHasher, _ kinds: RowKinds = .all) throws -> RowSums { try recomputedSums(each: [hasher], kinds)[0] }

    /// The same with each of several keys. Every row is read once, so that all the sums are of the same rows whoever writes meanwhile.
    func recomputedSums(each hashers: [RowHasher], _ kinds: RowKinds = .all) throws -> [RowSums] {
        var sums = hashers.map { RowSums(key: $0.key.identifier) }
        for type in kinds.types {
            try each(type.openRows) { row in
                let values = try (1...type.columns.count + 1).map { try row.value(at: $0) }
                let summed = SummedRow(type.name, try row.integer(at: 0), values)
                for (place, hasher) in hashers.enumerated() { sums[place][type.name] &+= hasher.hash(summed) }
            }
        }
        for table in KeptTable.summed {
            for (place, sum) in try self.sums(of: table, hashers).enumerated() { sums[place][table.description] = sum }
        }
        return sums
    }
}
