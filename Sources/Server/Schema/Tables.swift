import Rules
package import Storage

extension Schema {
    /// Every table with every column, those that others refer to first. Tests hold the list against the schema.
    package static let tables = first + RowKinds.all.types.map { $0.table } + Projections.all.flatMap { $0.tables } + rest

    private static let first: [Table] = [
        Table("invented_worlds", "id", "founded_at"),
        Table(
            "people", "id", "ssin_sealed", "ssin_lookup", "given_name", "family_name", "folded", "title", "language", "email", "second_email",
            "phone",
            "named_by"
        ),
        Table("entities", "id", "number", "name", "folded", "address", "ceased_on", "email", "phone"),
        Table("accounts", "person", "user_name", "password", "must_change", "changed_at", "given_in"),
        Table("register_zone", "id", "name"),
        Table("register_changes", "position", "entity"),
        Table("legal_functions", "id", "person", "entity", "kind", "held_from", "held_until"),
        Table("entitlements", "entity", "domain", "identifier"),
        Table("ledger", "id", "frontier", "code", "sums"),
        Table(
            "acts", "position", "id", "code", "at", "actor", "authority_kind", "authority_key", "entity", "quality", "subject", "body", "salt",
            "leaf",
            "authentication_code"),
    ]

    private static let rest: [Table] = [
        Table("sessions", "digest", "person", "assurance", "created_at", "seen_at", "revoked_at"),
        Table("sign_in_failures", "digest", "failures", "last_at"),
        Table("look_ups", "id", "at", "actor", "entity", "quality", "sought", "subject"),
        Table(
            "disclosures", "id", "at", "viewer", "role", "authority_kind", "authority_key", "entity", "quality", "subject", "people", "page",
            "request"),
        Table("held_forms", "digest", "person", "path", "sealed", "held_at", "session"),
        Table("drafts", "id", "kind", "entity", "quality", "author", "sealed", "saved_at", "confirmed_by", "discarded_at"),
        Table(
            "letters", "id", "recipient", "subject", "body", "language", "posted_at", "due_at", "attempts", "delivered_at", "abandoned_at", "author",
            "about",
            "addressee"),
    ]
}
