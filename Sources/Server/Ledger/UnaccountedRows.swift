import Rules
import Storage

/// The rows of a kind do not add up to what the acts wrote: something was inserted, changed or deleted behind the ledger's back.
package struct UnaccountedRows: Error, Hashable, CustomStringConvertible {
    package let kind: String
    package var description: String {
        "The rows of \(RowKinds.all.types.first { $0.name == kind }?.table.name ?? kind) are not those that the acts wrote: something was changed in the database. No decision is given. "
            + "Run chatelaine verify, which names the row, and restore the database."
    }
}

/// Rows that decisions are made of hold what no version of this server writes, or do not fit together.
package struct UnreadableRows: Error, CustomStringConvertible {
    /// What could not be read.
    let what: String
    package var description: String {
        "The rows of the database cannot be read together (\(what)): something was changed in it. No decision is given. "
            + "Run chatelaine verify, which names what was changed, and restore the database."
    }
}
