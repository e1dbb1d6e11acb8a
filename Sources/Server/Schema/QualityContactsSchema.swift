import Storage

/// Where mail about qualities goes, in rows that carry codes: nobody vouched for it while it stood in the quality's own row, of which acts tell all else.
/// What an earlier version left has no code until `chatelaine vouch` gives it one.
extension Schema {
    static let qualityContacts = Migration(
        "0023-quality-contacts",
        "CREATE TABLE quality_contacts (quality BIGINT NOT NULL, email TEXT, code BYTEA, PRIMARY KEY (quality))",
        "INSERT INTO quality_contacts (quality, email) SELECT id, email FROM qualities WHERE email IS NOT NULL",
        "ALTER TABLE qualities DROP COLUMN email")
}
