import CPostgreSQL

/// Why a statement failed: what is thrown, and whether the whole transaction may be tried again.
struct PostgreSQLFailure: Error {
    let fault: StorageFault
    /// Empty when the connection broke.
    let code: String
    /// PostgreSQL undid a transaction that another one stood in the way of (40001, 40P01), or a table changed under a prepared statement.
    let isConflict: Bool
    /// A constraint forbade it that speaks of other rows: they may be somebody else's.
    var isAmongRows: Bool { ["23505", "23503", "23P01"].contains(code) }
    /// The connection is of no more use: the server went away, or takes no writes any more.
    let isLost: Bool

    /// Keeps the server's first line, which names columns, and leaves its details behind: they repeat values.
    init(_ result: OpaquePointer?, of connection: OpaquePointer?) {
        let details = PostgreSQLDetails(result: result)
        code = details.code
        let changed = code == "0A000" && details.function == "RevalidateCachedQuery"
        isConflict = code == "40001" || code == "40P01" || changed
        isLost = code.isEmpty || PQstatus(connection) != CONNECTION_OK || changed || ["25006", "57P01", "57P02", "57P03", "57P05"].contains(code)
        fault = code.isEmpty ? .unavailable(Self.message(of: connection)) : StorageFault(details)
    }

    /// The last words of a connection, on one line.
    static func message(of connection: OpaquePointer?) -> String {
        guard let connection, let message = PQerrorMessage(connection) else { return "out of memory" }
        let lines = String(cString: message).split(whereSeparator: \.isNewline).map { $0.trimmingPrefix(while: \.isWhitespace) }
        return lines.isEmpty ? "the server went away" : lines.joined(separator: " ")
    }
}

/// The fields of an error (PostgreSQL, Protocol Message Formats, error fields).
struct PostgreSQLDetails {
    let code: String
    let message: String
    let table: String
    let column: String
    let constraint: String
    let function: String

    init(result: OpaquePointer?) {
        func field(_ letter: Unicode.Scalar) -> String {
            guard let result, let text = PQresultErrorField(result, Int32(letter.value)) else { return "" }
            return String(cString: text)
        }
        code = field("C")
        message = field("M")
        table = field("t")
        column = field("c")
        constraint = field("n")
        function = field("R")
    }
}

extension StorageFault {
    init(_ details: PostgreSQLDetails) {
        self =
            switch details.code.prefix(2) {
            case "23": .constraint(ConstraintKind(details), name: details.constraintName)
            case "40": .busy
            case "55" where details.code == "55P03": .busy
            case "08", "28", "3D", "53", "57", "58", "F0", "XX": .unavailable(details.message)
            // Data exceptions quote the value.
            case "22": .statement("a value does not fit (SQLSTATE \(details.code))")
            default: .statement("\(details.message) (SQLSTATE \(details.code))")
            }
    }
}

extension StorageFault.ConstraintKind {
    fileprivate init(_ details: PostgreSQLDetails) {
        self =
            switch details.code {
            case "23505": .unique
            case "23503", "23001": .foreignKey
            case "23514": .check
            case "23502": .notNull
            default: .other
            }
    }
}

extension PostgreSQLDetails {
    /// `users_entity_name_key`, or `users.name` where a column has no constraint of its own.
    fileprivate var constraintName: String {
        constraint.isEmpty ? [table, column].filter { !$0.isEmpty }.joined(separator: ".") : constraint
    }
}
