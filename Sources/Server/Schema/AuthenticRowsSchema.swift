import Storage

/// Rows that acts do not write carry a code over all that matters in them (docs/decisions/0031); those of earlier versions get theirs by
/// `chatelaine vouch`, once, which the mark says. Accounts, sessions and drafts are
/// also bound to a generation of their person.
extension Schema {
    static let authenticRows = Migration(
        "0021-authentic-rows",
        "ALTER TABLE invented_worlds ADD COLUMN code BYTEA",
        "ALTER TABLE people ADD COLUMN generation BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE people ADD COLUMN code BYTEA",
        "ALTER TABLE entities ADD COLUMN code BYTEA",
        "ALTER TABLE accounts ADD COLUMN generation BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE accounts ADD COLUMN code BYTEA",
        "ALTER TABLE register_zone ADD COLUMN code BYTEA",
        "ALTER TABLE legal_functions ADD COLUMN code BYTEA",
        "ALTER TABLE entitlements ADD COLUMN code BYTEA",
        "ALTER TABLE sessions ADD COLUMN generation BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE sessions ADD COLUMN code BYTEA",
        "ALTER TABLE held_forms ADD COLUMN code BYTEA",
        "ALTER TABLE drafts ADD COLUMN generation BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE drafts ADD COLUMN code BYTEA",
        """
        CREATE TABLE vouched (id BIGINT PRIMARY KEY CHECK (id = 1), vouched_at BIGINT NOT NULL, code BYTEA)
        """)
}
