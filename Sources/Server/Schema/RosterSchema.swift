import Storage

/// The list of users, ready to be read in order: what is written of assignments, people, accounts, blocks and grants, once more, under the keys that
/// pages and filters need (docs/decisions/0012). Gives no power; `verify` holds it against the rows it repeats.
/// Its indexes but `roster_staff` are those of before: `lists` and `wholeRows` put others in their place.
extension Schema {
    static let roster = Migration(
        "0006-roster",
        """
        CREATE TABLE roster (
            assignment BIGINT NOT NULL REFERENCES assignments (id), quality BIGINT NOT NULL, person BIGINT NOT NULL, role TEXT NOT NULL,
            name TEXT NOT NULL, user_name TEXT NOT NULL, since BIGINT NOT NULL, blocked BIGINT NOT NULL CHECK (blocked IN (0, 1)),
            PRIMARY KEY (assignment))
        """,
        "CREATE INDEX roster_by_name ON roster (quality, name, assignment, blocked, role, since)",
        "CREATE INDEX roster_by_user_name ON roster (quality, user_name, assignment, blocked, role, since)",
        "CREATE INDEX roster_by_date ON roster (quality, since, assignment, blocked, role)",
        "CREATE INDEX roster_blocked ON roster (quality, blocked, assignment) WHERE blocked = 1",
        "CREATE INDEX roster_staff ON roster (quality, role, assignment) WHERE role <> 'user'",
        """
        CREATE TABLE roster_names (
            quality BIGINT NOT NULL, term TEXT NOT NULL, assignment BIGINT NOT NULL, head BIGINT NOT NULL,
            PRIMARY KEY (quality, term, assignment, head))
        """,
        """
        CREATE TABLE roster_applications (
            quality BIGINT NOT NULL, application TEXT NOT NULL, name TEXT NOT NULL, assignment BIGINT NOT NULL,
            PRIMARY KEY (quality, application, name, assignment))
        """)
}
