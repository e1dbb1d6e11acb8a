/// What can go wrong at the database, the same on every engine.
///
/// Descriptions name tables, columns and constraints, never bound values: those are personal data (DESIGN §5).
package enum StorageFault: Error, Hashable, CustomStringConvertible {
    /// A row would break a constraint. `name` is what the engine tells of it: the columns (`users.entity, users.name`), the index or the CHECK.
    case constraint(ConstraintKind, name: String)
    /// Another writer held the database longer than the busy timeout; trying again may succeed.
    case busy
    /// A column that is missing, or holds something else than was asked.
    case column(name: String, problem: String)
    case migration(MigrationFault)
    /// A value that not every engine can keep.
    case unstorable(String)
    /// SQL the engine does not accept, or a write in a read transaction: a mistake in the program.
    case statement(String)
    /// The database cannot be opened, read or written: closed, full, damaged, forbidden.
    case unavailable(String)

    package enum ConstraintKind: String, Hashable, Sendable {
        case unique, foreignKey, check, notNull, other
    }

    package var description: String {
        switch self {
        case .constraint(let kind, let name): "constraint (\(kind.rawValue)): \(name)"
        case .busy: "the database is busy"
        case .column(let name, let problem): "column \(name): \(problem)"
        case .migration(let fault): fault.description
        case .unstorable(let problem): "a value cannot be stored: \(problem)"
        case .statement(let message): "statement: \(message)"
        case .unavailable(let message): "database unavailable: \(message)"
        }
    }
}

/// Why a database was not migrated.
package enum MigrationFault: Hashable, Sendable, CustomStringConvertible {
    /// The database was migrated by a later version of the program.
    case unknown(name: String)
    /// A migration listed before one that is already applied.
    case outOfOrder(name: String, after: String)
    case repeated(name: String)

    package var description: String {
        switch self {
        case .unknown(let name):
            "The database has the migration \(name), unknown to this version; start it with the version that made it, or a later one."
        case .outOfOrder(let name, let after): "The migration \(name) is listed before \(after), which is already applied; add migrations at the end."
        case .repeated(let name): "The migration \(name) is listed twice."
        }
    }
}
