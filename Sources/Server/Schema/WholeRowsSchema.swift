import Storage

/// All that a page shows of a user but their number stands in the list itself, and in each index that gives an order: a page, and every row that a
/// filter passes over, is then read from one place (docs/decisions/0012). Those who are blocked are few of many, and have an order of their own.
extension Schema {
    static let wholeRows = Migration(
        "0012-whole-rows",
        "DROP INDEX roster_by_name",
        "DROP INDEX roster_by_user_name",
        "DROP INDEX roster_by_date",
        "DROP INDEX roster_blocked",
        "ALTER TABLE roster ADD COLUMN given_name TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE roster ADD COLUMN family_name TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE roster ADD COLUMN applications BIGINT NOT NULL DEFAULT 0",
        """
        UPDATE roster SET given_name = (SELECT p.given_name FROM people p WHERE p.id = roster.person),
            family_name = (SELECT p.family_name FROM people p WHERE p.id = roster.person),
            applications = (SELECT COUNT(*) FROM grants g WHERE g.assignment = roster.assignment AND g.open = 1)
        """,
        """
        CREATE INDEX roster_by_name ON roster
            (quality, name, assignment, blocked, role, since, user_name, person, applications, given_name, family_name)
        """,
        """
        CREATE INDEX roster_by_user_name ON roster
            (quality, user_name, assignment, blocked, role, since, name, person, applications, given_name, family_name)
        """,
        """
        CREATE INDEX roster_by_date ON roster
            (quality, since, assignment, blocked, role, name, user_name, person, applications, given_name, family_name)
        """,
        """
        CREATE INDEX roster_blocked ON roster
            (quality, blocked, name, assignment, role, since, user_name, person, applications, given_name, family_name) WHERE blocked = 1
        """)
}
