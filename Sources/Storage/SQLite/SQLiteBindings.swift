import GRDBSQLite

/// The values of one statement. Texts and blobs lie end to end, and SQLite reads them there until the statement is reset.
struct SQLiteBindings {
    private let values: ArraySlice<Value>
    /// Begins with a byte of nobody's: SQLite takes an empty blob without an address for NULL.
    private var bytes: [UInt8] = [0]

    init(_ values: ArraySlice<Value>) {
        self.values = values
        for value in values {
            switch value {
            case .text(let text): bytes += text.utf8
            case .bytes(let more): bytes += more
            case .integer, .null: break
            }
        }
    }

    /// Gives what SQLite said of them; they are forgotten afterwards.
    func with<T>(_ statement: OpaquePointer, _ body: (CInt) throws -> T) rethrows -> T {
        try bytes.withUnsafeBytes { buffer in
            defer {
                sqlite3_reset(statement)
                sqlite3_clear_bindings(statement)
            }
            return try body(bind(to: statement, from: buffer))
        }
    }

    private func bind(to statement: OpaquePointer, from buffer: UnsafeRawBufferPointer) -> CInt {
        var (place, code) = (1, SQLITE_OK)
        for (number, value) in zip(CInt(1)..., values) where code == SQLITE_OK {
            let start = buffer.baseAddress.map { $0 + place }
            switch value {
            case .null: code = sqlite3_bind_null(statement, number)
            case .integer(let integer): code = sqlite3_bind_int64(statement, number, integer)
            case .text(let text):
                code = sqlite3_bind_text(statement, number, start?.assumingMemoryBound(to: CChar.self), CInt(text.utf8.count), nil)
                place += text.utf8.count
            case .bytes(let bytes):
                code = sqlite3_bind_blob(statement, number, start, CInt(bytes.count), nil)
                place += bytes.count
            }
        }
        return code
    }
}
