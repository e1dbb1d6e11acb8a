import Storage

/// Closing an assignment asks, for the foreign keys on `open`, whether a grant or block of it is still open. An index of open rows alone cannot answer
/// that, so each closing read the whole table. These find them, and keep open rows unique as well: a closed row's null equals no other.
extension Schema {
    static let closing = Migration(
        "0007-closing",
        "DROP INDEX one_open_grant",
        "CREATE UNIQUE INDEX one_open_grant_of_application ON grants (assignment, application, open)",
        "DROP INDEX one_open_block",
        "CREATE UNIQUE INDEX one_open_block_of_assignment ON blocks (assignment, open)")
}
