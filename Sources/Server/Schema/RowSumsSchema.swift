import Storage

/// What the open rows of each kind add up to, sealed, beside the end of the ledger (docs/decisions/0034).
extension Schema {
    static let rowSums = Migration("0022-row-sums", "ALTER TABLE ledger ADD COLUMN sums BYTEA")
}
