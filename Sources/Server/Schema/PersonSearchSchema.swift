import Storage

/// A search by title, language or e-mail address reads those it finds, not the whole list (MISSION M6, docs/decisions/0012).
/// The list is emptied: the next start writes it anew (`rebuildRoster`).
extension Schema {
    static let personSearch = Migration(
        "0027-person-search",
        "DELETE FROM roster_applications",
        "DELETE FROM roster_names",
        "DELETE FROM roster",
        "ALTER TABLE roster ADD COLUMN title TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE roster ADD COLUMN language TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE roster ADD COLUMN email TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX roster_by_title ON roster (quality, title, name, assignment)",
        "CREATE INDEX roster_by_language ON roster (quality, language, name, assignment)",
        "CREATE INDEX roster_by_email ON roster (quality, email, assignment)")
}
