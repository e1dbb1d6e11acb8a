/// A row as nothing but numbers, for reading millions of rows: making values of each would take most of the time.
package struct NumberRow: ~Copyable {
    /// How a column is read.
    package enum Column: Sendable {
        case integer
        /// Reads as `NumberRow.null` where there is none.
        case optionalInteger
        /// A text of which there are few: its place among `Codes`, in the order in which they were first met.
        case code
        /// The first 16 bytes, as two numbers.
        case halves
        /// As `halves`, of an authentication code; `NumberRow.null` twice for whatever else stands there, or nothing.
        case optionalCode
    }

    /// What stands for NULL: no id is so small.
    package static let null = Int64.min

    private let columns: [Column]
    private(set) var codes = Codes()
    // In memory of its own: an array would be asked at every number who else holds it.
    private let numbers: UnsafeMutablePointer<Int64>
    private var count = 0

    init(_ columns: [Column]) {
        self.columns = columns
        numbers = .allocate(capacity: 2 * columns.count)
    }

    deinit { numbers.deallocate() }

    /// The numbers of all columns, one after the other.
    func lend<T>(to body: (Span<Int64>, borrowing Codes) throws -> T) rethrows -> T {
        try body(UnsafeBufferPointer(start: numbers, count: count).span, codes)
    }

    mutating func read(_ cells: some Cells) throws {
        count = 0
        for position in columns.indices {
            guard try read(columns[position], cells, position) else {
                throw StorageFault.column(name: "\(position + 1)", problem: "does not hold what is read")
            }
        }
    }

    @inline(__always)
    private mutating func read(_ column: Column, _ cells: some Cells, _ position: Int) throws -> Bool {
        switch column {
        case .integer:
            guard let integer = cells.integer(at: position) else { return false }
            append(integer)
            return true
        case .optionalInteger:
            if let integer = cells.integer(at: position) {
                append(integer)
                return true
            }
            guard case .value(.null)? = cells.cell(at: position) else { return false }
            append(Self.null)
            return true
        case .code:
            return try cells.lend(.text, at: position) { append(Int64(codes.number(of: $0))) }
        case .halves:
            var isLongEnough = false
            let isLent = try cells.lend(.bytes, at: position) { bytes in
                guard bytes.count >= 16 else { return }
                isLongEnough = true
                for start in [0, 8] { append(Self.number(bytes, at: start)) }
            }
            return isLent && isLongEnough
        case .optionalCode:
            let before = count
            _ = try cells.lend(.bytes, at: position) { bytes in
                if bytes.count == AuthenticationCode.size { for start in [0, 8] { append(Self.number(bytes, at: start)) } }
            }
            if count == before { for _ in 0..<2 { append(Self.null) } }
            return true
        }
    }

    @inline(__always)
    private mutating func append(_ number: Int64) {
        numbers[count] = number
        count += 1
    }

    private static func number(_ bytes: Span<UInt8>, at start: Int) -> Int64 {
        var number: UInt64 = 0
        for place in start..<start + 8 { number = number << 8 | UInt64(bytes[place]) }
        return Int64(bitPattern: number)
    }
}

extension Transaction {
    /// The rows one by one, as numbers. `body` may use the transaction.
    package func each(_ sql: SQL, as columns: [NumberRow.Column], _ body: (Span<Int64>, borrowing Codes) throws -> Void) throws {
        var row = NumberRow(columns)
        try connection.each(sql, into: &row) { try $0.lend(to: body) }
    }
}
