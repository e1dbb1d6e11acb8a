import Storage

/// Whose act a letter tells of, of whom or what, and a keyed hash of where it went: letters are counted by them. Those of before count for nobody.
extension Schema {
    static let letterBounds = Migration(
        "0018-letter-bounds", "ALTER TABLE letters ADD COLUMN author BIGINT", "ALTER TABLE letters ADD COLUMN about BIGINT",
        "ALTER TABLE letters ADD COLUMN addressee BYTEA",
        "CREATE INDEX letters_by_author ON letters (author, posted_at) WHERE author IS NOT NULL",
        "CREATE INDEX letters_done ON letters (posted_at) WHERE due_at IS NULL")
}
