import Storage

/// Who saw national numbers whole, under which authority, where and on which page. It gives no power; an auditor reads it.
extension Schema {
    static let disclosures = Migration(
        "0019-disclosures",
        """
        CREATE TABLE disclosures (
            id BIGINT PRIMARY KEY, at BIGINT NOT NULL, viewer BIGINT NOT NULL REFERENCES people (id), role TEXT NOT NULL,
            authority_kind TEXT NOT NULL, authority_key BIGINT, entity BIGINT NOT NULL REFERENCES entities (id),
            quality BIGINT REFERENCES qualities (id), subject BIGINT REFERENCES people (id), people BIGINT NOT NULL CHECK (people > 0),
            page TEXT NOT NULL, request TEXT NOT NULL)
        """,
        "CREATE INDEX disclosures_by_age ON disclosures (at)",
        "CREATE INDEX disclosures_to_viewer ON disclosures (viewer, at)",
        "CREATE INDEX disclosures_in_entity ON disclosures (entity, at)",
        "CREATE INDEX disclosures_of_person ON disclosures (subject, at) WHERE subject IS NOT NULL")
}
