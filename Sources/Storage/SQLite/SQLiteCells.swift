import GRDB
import GRDBSQLite

/// The row that a statement stands at, read from SQLite itself: by way of the library's values it takes twice as long (docs/decisions/0012).
final class SQLiteCells: Cells {
    private let statement: SQLiteStatement
    /// Empty where a column further left has the same name: the leftmost is meant.
    private let names: [String]
    /// Columns are mostly asked for in their order.
    private var expected = 0

    init(_ statement: Statement) {
        self.statement = statement.sqliteStatement
        let all = statement.columnNames
        names = all.indices.map { all[..<$0].contains(all[$0]) ? "" : all[$0] }
    }

    func cell(_ name: String) -> Cell? {
        if expected >= names.count || names[expected] != name {
            guard !name.isEmpty, let position = names.firstIndex(of: name) else { return nil }
            expected = position
        }
        defer { expected += 1 }
        return cell(at: expected)
    }

    func cell(at position: Int) -> Cell? {
        guard position < names.count else { return nil }
        let column = Int32(position)
        return switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .value(.integer(sqlite3_column_int64(statement, column)))
        case SQLITE_TEXT: .value(.text(String(decoding: bytes(column), as: UTF8.self)))
        case SQLITE_BLOB: .value(.bytes(Array(bytes(column))))
        case SQLITE_NULL: .value(.null)
        default: .other
        }
    }

    func withBytes<T>(at position: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T? {
        let column = Int32(position)
        guard position < names.count else { return nil }
        let type = sqlite3_column_type(statement, column)
        return type == SQLITE_TEXT || type == SQLITE_BLOB ? try body(bytes(column)) : nil
    }

    /// Valid until the statement takes its next step. An empty value has no address.
    private func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(statement, column)
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, column)))
    }
}
