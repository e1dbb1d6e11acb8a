/// Rows as COPY reads them (PostgreSQL, COPY, binary format).
struct PostgreSQLCopy {
    let text: String
    private(set) var bytes: [UInt8]

    init(_ rows: ManyRows) throws(StorageFault) {
        text = "COPY \(rows.head) FROM STDIN (FORMAT binary)"
        // The signature, no flags, no extension.
        bytes = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + Array(repeating: 0, count: 8)
        bytes.reserveCapacity(24 * rows.values.count)
        for start in stride(from: 0, to: rows.values.count, by: rows.columns.count) {
            append(Int16(rows.columns.count))
            for value in rows.values[start..<(start + rows.columns.count)] { try append(value) }
        }
        append(Int16(-1))
    }

    private mutating func append(_ value: Value) throws(StorageFault) {
        switch value {
        case .null: append(Int32(-1))
        case .integer(let integer):
            append(Int32(8))
            append(integer)
        case .text(let text): try append(text.utf8)
        case .bytes(let more): try append(more)
        }
    }

    private mutating func append(_ content: some Collection<UInt8>) throws(StorageFault) {
        guard let length = Int32(exactly: content.count) else { throw .unstorable("a value is longer than 2 GiB") }
        append(length)
        bytes.append(contentsOf: content)
    }

    private mutating func append(_ integer: some FixedWidthInteger) { withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) } }
}
