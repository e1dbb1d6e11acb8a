import Storage

/// Letters on their way. Once a letter has left or was given up, nothing personal stays in its row.
extension Schema {
    static let outbox = Migration(
        "0004-outbox",
        """
        CREATE TABLE letters (
            id BIGINT PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, language TEXT NOT NULL,
            posted_at BIGINT NOT NULL, due_at BIGINT, attempts BIGINT NOT NULL, delivered_at BIGINT, abandoned_at BIGINT,
            CHECK ((due_at IS NULL) = (delivered_at IS NOT NULL OR abandoned_at IS NOT NULL)))
        """,
        "CREATE INDEX letters_due ON letters (due_at) WHERE due_at IS NOT NULL")
}
