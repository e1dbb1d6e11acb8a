import CPostgreSQL

/// One row: still in libpq's hands, or kept because another statement needed the connection.
final class PostgreSQLCells: Cells {
    enum Row {
        case live(OpaquePointer)
        /// One of several, in hands that will let go of them.
        case lent(OpaquePointer, Int)
        case kept([Cell])
    }

    private let columns: PostgreSQLColumns
    private let row: Row
    /// Columns are mostly asked for in their order.
    private var expected = 0

    init(columns: PostgreSQLColumns, row: Row) {
        self.columns = columns
        self.row = row
    }

    deinit {
        if case .live(let result) = row { PQclear(result) }
    }

    func cell(_ name: String) -> Cell? {
        guard let position = columns.position(of: name, expected: expected) else { return nil }
        expected = position + 1
        return cell(at: position)
    }

    func cell(at position: Int) -> Cell? {
        guard position < columns.count else { return nil }
        switch row {
        case .live(let result): return Cell(result, 0, position, type: columns.types[position])
        case .lent(let result, let number): return Cell(result, Int32(number), position, type: columns.types[position])
        case .kept(let cells): return cells[position]
        }
    }

    func integer(at position: Int) -> Int64? {
        guard position < columns.count else { return nil }
        if case .live(let result) = row, columns.types[position] == PostgreSQLType.int8 {
            let bytes = Cell.bytes(result, 0, position)
            return bytes.count == 8 ? Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)) : nil
        }
        guard case .value(.integer(let integer))? = cell(at: position) else { return nil }
        return integer
    }

    func lend(_ kind: Lent, at position: Int, to body: (Span<UInt8>) throws -> Void) throws -> Bool {
        guard position < columns.count else { return false }
        if case .live(let result) = row, columns.types[position] == (kind == .text ? PostgreSQLType.text : PostgreSQLType.bytea) {
            guard PQgetisnull(result, 0, Int32(position)) == 0 else { return false }
            try Cell.bytes(result, 0, position).withMemoryRebound(to: UInt8.self) { try body($0.span) }
            return true
        }
        switch (kind, cell(at: position)) {
        case (.text, .value(.text(let text))?): try body(Array(text.utf8).span)
        case (.bytes, .value(.bytes(let bytes))?): try body(bytes.span)
        default: return false
        }
        return true
    }

    /// Every cell, for later.
    func kept() -> [Cell] { (0..<columns.count).compactMap { cell(at: $0) } }
}

/// The names and types of a statement's columns.
struct PostgreSQLColumns {
    let types: [UInt32]
    /// Empty where a column further left has the same name: the leftmost is meant.
    private let names: [String]

    var count: Int { types.count }

    init(_ result: OpaquePointer) {
        let all = (0..<PQnfields(result)).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
        names = all.indices.map { all[..<$0].contains(all[$0]) ? "" : all[$0] }
        types = (0..<PQnfields(result)).map { PQftype(result, $0) }
    }

    func position(of name: String, expected: Int) -> Int? {
        if expected < names.count, names[expected] == name { return expected }
        return name.isEmpty ? nil : names.firstIndex(of: name)
    }
}

extension Cell {
    fileprivate init(_ result: OpaquePointer, _ row: Int32, _ position: Int, type: UInt32) {
        guard PQgetisnull(result, row, Int32(position)) == 0 else {
            self = .value(.null)
            return
        }
        self = Cell(Self.bytes(result, row, position), type: type)
    }

    /// libpq's, for as long as it has the row. None when it is null.
    fileprivate static func bytes(_ result: OpaquePointer, _ row: Int32, _ position: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: PQgetvalue(result, row, Int32(position)), count: Int(PQgetlength(result, row, Int32(position))))
    }

    /// A value in PostgreSQL's binary form. Truth is 0 or 1 as on the other engine, and a sum of whole numbers is a whole number.
    private init(_ bytes: UnsafeRawBufferPointer, type: UInt32) {
        self =
            switch type {
            case PostgreSQLType.int8 where bytes.count == 8: .value(.integer(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))))
            case PostgreSQLType.int4 where bytes.count == 4: .value(.integer(Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))))
            case PostgreSQLType.int2 where bytes.count == 2: .value(.integer(Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))))
            case PostgreSQLType.bool where bytes.count == 1: .value(.integer(bytes[0] == 0 ? 0 : 1))
            case PostgreSQLType.text, PostgreSQLType.varchar, PostgreSQLType.bpchar, PostgreSQLType.name, PostgreSQLType.unknown:
                .text(bytes)
            case PostgreSQLType.bytea: .value(.bytes([UInt8](bytes)))
            case PostgreSQLType.numeric: PostgreSQLNumeric.whole(bytes).map { .value(.integer($0)) } ?? .other
            default: .other
            }
    }
}
