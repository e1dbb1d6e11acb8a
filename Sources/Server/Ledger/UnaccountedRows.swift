/// The rows of a kind do not add up to what the acts wrote: something was inserted, changed or deleted behind the ledger's back.
package struct UnaccountedRows: Error, Hashable, CustomStringConvertible {
    package let kind: String
    package var description: String {
        "The rows of \(kind) are not those that the acts wrote: something was changed in the database. No decision is given. "
            + "Run chatelaine verify, which names the row, and restore the database."
    }
}

/// A row of those that decisions are made of holds something that no version of this server writes.
package struct UnreadableRows: Error, CustomStringConvertible {
    /// What could not be read.
    let what: String
    package var description: String {
        "A row in the database holds what no version of Chatelaine writes (\(what)). No decision is given. "
            + "Run chatelaine verify, which names the row, and restore the database."
    }
}
