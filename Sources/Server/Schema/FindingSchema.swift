import Storage

/// A name is found however its words are parted and its umlauts spelled (docs/decisions/0012). The list is emptied: the next start writes it anew
/// (`rebuildRoster`).
extension Schema {
    static let finding = Migration(
        "0015-finding",
        "DELETE FROM roster_applications",
        "DELETE FROM roster",
        "DROP TABLE roster_names",
        """
        CREATE TABLE roster_names (
            quality BIGINT NOT NULL, term TEXT NOT NULL, assignment BIGINT NOT NULL, shared BIGINT NOT NULL,
            PRIMARY KEY (quality, term, assignment, shared))
        """,
        "CREATE INDEX roster_names_of ON roster_names (assignment, term)")
}
