import GRDBSQLite

/// The row that a statement stands on, read where SQLite keeps it: GRDB's own row is made to be kept, which takes longer than finding it.
final class SQLiteCells: Cells {
    private let pointer: OpaquePointer
    private let count: Int
    /// Empty where a column further left has the same name: the leftmost is meant.
    private lazy var names: [String] = {
        let all = (0..<count).map { sqlite3_column_name(pointer, Int32($0)).map { String(cString: $0) } ?? "" }
        return all.indices.map { all[..<$0].contains(all[$0]) ? "" : all[$0] }
    }()
    /// Columns are mostly asked for in their order.
    private var expected = 0

    init(_ statement: OpaquePointer) {
        pointer = statement
        count = Int(sqlite3_column_count(statement))
    }

    func cell(_ name: String) -> Cell? {
        guard let position = expected < count && names[expected] == name ? expected : names.firstIndex(of: name) else { return nil }
        expected = position + 1
        return cell(at: position)
    }

    // Asking the value takes half of what asking the column twice does; a transaction is on one thread, as this must be.

    func cell(at position: Int) -> Cell? {
        guard position < count else { return nil }
        let value = sqlite3_column_value(pointer, Int32(position))
        return switch sqlite3_value_type(value) {
        case SQLITE_NULL: .value(.null)
        case SQLITE_INTEGER: .value(.integer(sqlite3_value_int64(value)))
        case SQLITE_TEXT: .text(UnsafeRawBufferPointer(text(value)))
        case SQLITE_BLOB: .value(.bytes([UInt8](bytes(value))))
        default: .other
        }
    }

    func integer(at position: Int) -> Int64? {
        guard position < count else { return nil }
        let value = sqlite3_column_value(pointer, Int32(position))
        return sqlite3_value_type(value) == SQLITE_INTEGER ? sqlite3_value_int64(value) : nil
    }

    func lend(_ kind: Lent, at position: Int, to body: (Span<UInt8>) throws -> Void) throws -> Bool {
        guard position < count else { return false }
        let value = sqlite3_column_value(pointer, Int32(position))
        switch (kind, sqlite3_value_type(value)) {
        case (.text, SQLITE_TEXT): try body(text(value).span)
        case (.bytes, SQLITE_BLOB): try body(bytes(value).span)
        default: return false
        }
        return true
    }

    // Both are SQLite's, and stand until the next step. A value's length is asked after its address.

    private func text(_ value: OpaquePointer?) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_value_text(value)
        return UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
    }

    private func bytes(_ value: OpaquePointer?) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_value_blob(value)?.assumingMemoryBound(to: UInt8.self)
        return UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
    }
}
