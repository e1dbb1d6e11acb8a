import GRDB

/// SQLite's errors in the storage's words; other errors pass.
enum SQLiteFault {
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as DatabaseError { throw translated(error) }
    }

    static func translating<T>(_ body: () async throws -> T) async throws -> T {
        do { return try await body() } catch let error as DatabaseError { throw translated(error) }
    }

    private static func translated(_ error: DatabaseError) -> any Error {
        // A cancelled task interrupts its statement.
        error.resultCode == .SQLITE_INTERRUPT ? CancellationError() : StorageFault(error)
    }
}

extension StorageFault {
    /// Keeps SQLite's message, which names columns, and leaves its statement and arguments behind.
    fileprivate init(_ error: DatabaseError) {
        // Copying fails without a message of its own.
        let told = error.message.flatMap { $0 == "not an error" ? nil : $0 }
        let message = told ?? "SQLite error \(error.extendedResultCode)"
        switch error.resultCode {
        case .SQLITE_CONSTRAINT:
            self = .constraint(ConstraintKind(error.extendedResultCode), name: StorageFault.constraintName(message))
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .busy
        case .SQLITE_ERROR, .SQLITE_RANGE, .SQLITE_MISMATCH, .SQLITE_READONLY, .SQLITE_TOOBIG:
            self = .statement(message)
        case .SQLITE_MISUSE where !message.contains("closed"):
            self = .statement(message)
        default:
            self = .unavailable(message)
        }
    }

    /// `users.entity, users.name` of `UNIQUE constraint failed: users.entity, users.name`.
    private static func constraintName(_ message: String) -> String {
        let prefix = " constraint failed: "
        guard let range = message.firstRange(of: prefix) else { return message }
        return String(message[range.upperBound...])
    }
}

extension StorageFault.ConstraintKind {
    fileprivate init(_ code: ResultCode) {
        self =
            switch code {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: .unique
            case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
            case .SQLITE_CONSTRAINT_CHECK: .check
            case .SQLITE_CONSTRAINT_NOTNULL: .notNull
            default: .other
            }
    }
}
