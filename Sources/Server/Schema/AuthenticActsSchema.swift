import Storage

/// What proves that an act, and the end of the ledger, were written by this installation, and what blinds an act's leaf (docs/decisions/0030). What was
/// written before has neither, until somebody vouches for it. `leaf` is null while the act's body is there to compute it from.
extension Schema {
    static let authenticActs = Migration(
        "0020-authentic-acts",
        "ALTER TABLE acts ADD COLUMN salt BYTEA",
        "ALTER TABLE acts ADD COLUMN leaf BYTEA",
        "ALTER TABLE acts ADD COLUMN authentication_code BYTEA",
        "ALTER TABLE ledger ADD COLUMN code BYTEA")
}
