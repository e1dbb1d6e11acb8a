import Storage

/// Certificates that people registered for themselves, sealed and in rows that carry codes; and of each which reminder was written last. What was removed
/// leaves its row: one that is gone was deleted by somebody else.
extension Schema {
    static let ownCertificates = Migration(
        "0026-own-certificates",
        """
        CREATE TABLE own_certificates (person BIGINT NOT NULL REFERENCES people (id), certificate BYTEA, expires_at BIGINT, kept_at BIGINT, code BYTEA,
            PRIMARY KEY (person),
            CHECK ((certificate IS NULL) = (expires_at IS NULL) AND (certificate IS NULL) = (kept_at IS NULL)))
        """,
        "CREATE INDEX own_certificates_expiring ON own_certificates (expires_at, person) WHERE expires_at IS NOT NULL",
        """
        CREATE TABLE certificate_reminders (person BIGINT NOT NULL REFERENCES people (id), kept_at BIGINT NOT NULL, days BIGINT NOT NULL,
            PRIMARY KEY (person))
        """)
}
