import Storage

/// Who looked up whom by national number, for which entity: of people who had no role there. It gives no power; an auditor reads it.
extension Schema {
    static let lookUps = Migration(
        "0016-look-ups",
        """
        CREATE TABLE look_ups (
            id BIGINT PRIMARY KEY, at BIGINT NOT NULL, actor BIGINT NOT NULL REFERENCES people (id), entity BIGINT NOT NULL REFERENCES entities (id),
            quality BIGINT REFERENCES qualities (id), sought BYTEA NOT NULL, subject BIGINT REFERENCES people (id))
        """,
        "CREATE INDEX look_ups_by_actor ON look_ups (actor, at)",
        "CREATE INDEX look_ups_for_entity ON look_ups (entity, at)",
        "CREATE INDEX look_ups_about_person ON look_ups (subject, at) WHERE subject IS NOT NULL")
}
