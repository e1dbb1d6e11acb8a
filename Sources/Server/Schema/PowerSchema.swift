import Storage

/// The ledger and the rows that give power. The invariant of DESIGN §4 is in the schema too: an open grant needs an open assignment needs an open
/// quality needs a registered entity (composite foreign keys on `open`), one open chief an entity, one open manager a quality (partial indexes).
extension Schema {
    static let power = Migration(
        "0002-power",
        """
        CREATE TABLE ledger (id BIGINT PRIMARY KEY CHECK (id = 1), frontier BYTEA NOT NULL)
        """,
        """
        CREATE TABLE acts (
            position BIGINT PRIMARY KEY, id BIGINT NOT NULL UNIQUE, code TEXT NOT NULL, at BIGINT NOT NULL, actor BIGINT REFERENCES people (id),
            authority_kind TEXT NOT NULL, authority_key BIGINT, entity BIGINT REFERENCES entities (id), quality BIGINT,
            subject BIGINT REFERENCES people (id), body BYTEA NOT NULL)
        """,
        "CREATE INDEX acts_of_entity ON acts (entity, position)",
        "CREATE INDEX acts_about_person ON acts (subject, position)",
        """
        CREATE TABLE registrations (
            id BIGINT PRIMARY KEY, entity BIGINT NOT NULL REFERENCES entities (id), open BIGINT CHECK (open = 1),
            opened_by BIGINT NOT NULL REFERENCES acts (id), closed_by BIGINT REFERENCES acts (id),
            CHECK ((open IS NULL) = (closed_by IS NOT NULL)), UNIQUE (entity, open))
        """,
        """
        CREATE TABLE qualities (
            id BIGINT PRIMARY KEY, entity BIGINT NOT NULL REFERENCES entities (id), domain TEXT NOT NULL, identifier TEXT NOT NULL, email TEXT,
            open BIGINT CHECK (open = 1), opened_by BIGINT NOT NULL REFERENCES acts (id), closed_by BIGINT REFERENCES acts (id),
            CHECK ((open IS NULL) = (closed_by IS NOT NULL)), UNIQUE (id, open), FOREIGN KEY (entity, open) REFERENCES registrations (entity, open))
        """,
        "CREATE UNIQUE INDEX one_open_quality ON qualities (entity, domain, identifier) WHERE open = 1",
        """
        CREATE TABLE assignments (
            id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id), role TEXT NOT NULL, entity BIGINT NOT NULL REFERENCES entities (id),
            quality BIGINT, open BIGINT CHECK (open = 1), opened_by BIGINT NOT NULL REFERENCES acts (id), closed_by BIGINT REFERENCES acts (id),
            CHECK ((open IS NULL) = (closed_by IS NOT NULL)),
            CHECK ((role IN ('chief', 'co-chief') AND quality IS NULL) OR (role IN ('manager', 'co-manager', 'user') AND quality IS NOT NULL)),
            UNIQUE (id, open), FOREIGN KEY (entity, open) REFERENCES registrations (entity, open),
            FOREIGN KEY (quality, open) REFERENCES qualities (id, open), FOREIGN KEY (quality) REFERENCES qualities (id))
        """,
        "CREATE UNIQUE INDEX one_open_chief ON assignments (entity) WHERE role = 'chief' AND open = 1",
        "CREATE UNIQUE INDEX one_open_manager ON assignments (quality) WHERE role = 'manager' AND open = 1",
        "CREATE UNIQUE INDEX one_open_role_in_quality ON assignments (quality, person) WHERE quality IS NOT NULL AND open = 1",
        "CREATE UNIQUE INDEX one_open_role_in_entity ON assignments (entity, person) WHERE quality IS NULL AND open = 1",
        "CREATE INDEX assignments_of_person ON assignments (person) WHERE open = 1",
        """
        CREATE TABLE blocks (
            id BIGINT PRIMARY KEY, assignment BIGINT NOT NULL REFERENCES assignments (id), reason TEXT NOT NULL, open BIGINT CHECK (open = 1),
            opened_by BIGINT NOT NULL REFERENCES acts (id), closed_by BIGINT REFERENCES acts (id),
            CHECK ((open IS NULL) = (closed_by IS NOT NULL)), FOREIGN KEY (assignment, open) REFERENCES assignments (id, open))
        """,
        "CREATE UNIQUE INDEX one_open_block ON blocks (assignment) WHERE open = 1",
        """
        CREATE TABLE grants (
            id BIGINT PRIMARY KEY, assignment BIGINT NOT NULL REFERENCES assignments (id), application TEXT NOT NULL, open BIGINT CHECK (open = 1),
            opened_by BIGINT NOT NULL REFERENCES acts (id), closed_by BIGINT REFERENCES acts (id),
            CHECK ((open IS NULL) = (closed_by IS NOT NULL)), FOREIGN KEY (assignment, open) REFERENCES assignments (id, open))
        """,
        "CREATE UNIQUE INDEX one_open_grant ON grants (assignment, application) WHERE open = 1")
}
