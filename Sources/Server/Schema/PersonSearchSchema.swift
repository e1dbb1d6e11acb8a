import Storage

/// A search by title, language or e-mail address reads those it finds, not the whole list (MISSION M6, docs/decisions/0012).
extension Schema {
    static let personSearch = Migration(
        "0027-person-search",
        "ALTER TABLE roster ADD COLUMN title TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE roster ADD COLUMN language TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE roster ADD COLUMN email TEXT NOT NULL DEFAULT ''",
        """
        UPDATE roster SET title = COALESCE((SELECT p.title FROM people p WHERE p.id = roster.person), ''),
            language = COALESCE((SELECT p.language FROM people p WHERE p.id = roster.person), ''),
            email = lower(COALESCE((SELECT p.email FROM people p WHERE p.id = roster.person), ''))
        """,
        "CREATE INDEX roster_by_title ON roster (quality, title, name, assignment)",
        "CREATE INDEX roster_by_language ON roster (quality, language, name, assignment)",
        "CREATE INDEX roster_by_email ON roster (quality, email, assignment)")
}
