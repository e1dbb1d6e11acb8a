/// The values of one statement in PostgreSQL's binary form, one after the other.
struct PostgreSQLParameters {
    private(set) var types: [UInt32] = []
    private var bytes: [UInt8] = [0]
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    /// None.
    init() {}

    /// Every value says its type: the server need not guess one. A NULL has none, so the server takes the one the place asks for.
    init(_ values: [Value]) throws(StorageFault) {
        for value in values {
            append(value)
            guard bytes.count <= Int(Int32.max) else { throw .unstorable("values are longer than 2 GiB together") }
        }
    }

    init(_ number: Int64) { append(.integer(number)) }

    private mutating func append(_ value: Value) {
        let start = bytes.count
        switch value {
        case .null: break
        case .integer(let integer): withUnsafeBytes(of: integer.bigEndian) { bytes += $0 }
        case .text(let text): bytes += text.utf8
        case .bytes(let more): bytes += more
        }
        types.append(value.postgreSQLType)
        starts.append(value == .null ? nil : start)
        lengths.append(Int32(clamping: bytes.count - start))
    }

    /// Gives libpq's arrays of values, lengths and formats.
    func with<T>(_ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) throws -> T) rethrows -> T {
        try bytes.withUnsafeBytes { buffer in
            let pointers = starts.map { start in
                start.flatMap { offset in buffer.baseAddress.map { ($0 + offset).assumingMemoryBound(to: CChar.self) } }
            }
            return try body(Int32(starts.count), pointers, lengths, Array(repeating: 1, count: starts.count))
        }
    }
}

extension Value {
    /// The object identifier of the type; 0 lets the server decide.
    fileprivate var postgreSQLType: UInt32 {
        switch self {
        case .null: 0
        case .integer: PostgreSQLType.int8
        case .text: PostgreSQLType.text
        case .bytes: PostgreSQLType.bytea
        }
    }
}

/// Object identifiers of built-in types (`pg_type.dat`); they never change.
enum PostgreSQLType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let unknown: UInt32 = 705
    static let bpchar: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let numeric: UInt32 = 1700
}
