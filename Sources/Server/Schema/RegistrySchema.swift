import Storage

/// People, entities, and what the company register says of them. A person's national number is in their own row only, sealed, with a keyed
/// hash to find it by (DESIGN §5).
extension Schema {
    static let registry = Migration(
        "0001-registry",
        """
        CREATE TABLE people (
            id BIGINT PRIMARY KEY, ssin_sealed BYTEA NOT NULL, ssin_lookup BYTEA NOT NULL UNIQUE, given_name TEXT NOT NULL, family_name TEXT NOT NULL,
            folded TEXT NOT NULL, title TEXT, language TEXT NOT NULL, email TEXT, second_email TEXT, phone TEXT)
        """,
        """
        CREATE TABLE entities (
            id BIGINT PRIMARY KEY, number TEXT NOT NULL UNIQUE, name TEXT NOT NULL, folded TEXT NOT NULL, address TEXT NOT NULL, ceased_on BIGINT,
            email TEXT, phone TEXT)
        """,
        """
        CREATE TABLE accounts (
            person BIGINT PRIMARY KEY REFERENCES people (id), user_name TEXT NOT NULL UNIQUE, password TEXT NOT NULL, must_change BIGINT NOT NULL
            CHECK (must_change IN (0, 1)), changed_at BIGINT NOT NULL, given_in BIGINT
            REFERENCES entities (id))
        """,
        """
        CREATE TABLE legal_functions (
            id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id), entity BIGINT NOT NULL REFERENCES entities (id), kind TEXT NOT NULL,
            held_from BIGINT NOT NULL, held_until BIGINT, CHECK (held_until IS NULL OR held_until >= held_from))
        """,
        "CREATE INDEX legal_functions_of_person ON legal_functions (person)",
        "CREATE INDEX legal_functions_in_entity ON legal_functions (entity)",
        """
        CREATE TABLE entitlements (
            entity BIGINT NOT NULL REFERENCES entities (id), domain TEXT NOT NULL, identifier TEXT NOT NULL, PRIMARY KEY (entity, domain, identifier))
        """)
}
