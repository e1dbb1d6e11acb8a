import Storage

/// A held form belongs to the session it was typed in, and few are kept of each.
extension Schema {
    static let holding = Migration(
        "0017-holding",
        "ALTER TABLE held_forms ADD COLUMN session BYTEA",
        "CREATE INDEX held_forms_of_session ON held_forms (session, held_at)",
        "CREATE INDEX held_forms_of_person ON held_forms (person, held_at)",
        "CREATE INDEX held_forms_by_age ON held_forms (held_at)",
        "CREATE INDEX sign_in_failures_least ON sign_in_failures (failures, last_at)")
}
