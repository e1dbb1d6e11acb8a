import Storage

/// Who is signed in, how often signing in failed, and what was typed and not yet done. None of it gives power over an entity.
extension Schema {
    static let sessions = Migration(
        "0003-sessions",
        """
        CREATE TABLE sessions (
            digest BYTEA PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id), assurance TEXT NOT NULL, created_at BIGINT NOT NULL,
            seen_at BIGINT NOT NULL, revoked_at BIGINT)
        """,
        "CREATE INDEX sessions_of_person ON sessions (person)",
        """
        CREATE TABLE sign_in_failures (
            digest BYTEA PRIMARY KEY, failures BIGINT NOT NULL, last_at BIGINT NOT NULL)
        """,
        """
        CREATE TABLE held_forms (
            digest BYTEA PRIMARY KEY, person BIGINT REFERENCES people (id), path TEXT NOT NULL, sealed BYTEA NOT NULL, held_at BIGINT NOT NULL)
        """,
        """
        CREATE TABLE drafts (
            id BIGINT PRIMARY KEY, kind TEXT NOT NULL, entity BIGINT NOT NULL REFERENCES entities (id), quality BIGINT REFERENCES qualities (id),
            author BIGINT NOT NULL REFERENCES people (id), sealed BYTEA NOT NULL, saved_at BIGINT NOT NULL, confirmed_by BIGINT REFERENCES acts (id),
            discarded_at BIGINT, CHECK (confirmed_by IS NULL OR discarded_at IS NULL))
        """,
        "CREATE INDEX drafts_of_quality ON drafts (quality, saved_at) WHERE confirmed_by IS NULL AND discarded_at IS NULL",
        "CREATE INDEX drafts_of_author ON drafts (author, entity)")
}
