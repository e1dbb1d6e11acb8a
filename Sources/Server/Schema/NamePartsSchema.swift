import Storage

/// A term of the list of users says of which part of a name it is, so that last name, first name and user name are asked for apart (MISSION M9).
/// The list is emptied: the next start writes it anew (`rebuildRoster`).
extension Schema {
    static let nameParts = Migration(
        "0024-name-parts",
        "DELETE FROM roster_applications",
        "DELETE FROM roster",
        "DROP TABLE roster_names",
        """
        CREATE TABLE roster_names (
            quality BIGINT NOT NULL, term TEXT NOT NULL, assignment BIGINT NOT NULL, part BIGINT NOT NULL, shared BIGINT NOT NULL,
            shared_in_part BIGINT NOT NULL, PRIMARY KEY (quality, term, assignment, part, shared, shared_in_part))
        """,
        "CREATE INDEX roster_names_of ON roster_names (assignment, term, part)")
}
