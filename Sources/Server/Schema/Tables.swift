import Rules
package import Storage

extension Schema {
    /// Every table with every column, those that others refer to first. Tests hold the list against the schema.
    package static let tables = first + RowKinds.all.types.map { $0.table } + Projections.all.flatMap { $0.tables } + rest

    /// What the acts say, and what is made of it: whoever has the acts needs nobody to vouch for these.
    static let tablesOfActs = Set(["acts", "ledger"] + RowKinds.all.types.map { $0.table.name } + Projections.all.flatMap { $0.tables.map(\.name) })

    private static let first: [Table] = [
        KeptTable.vouched.table, KeptTable.inventedWorlds.table, KeptTable.people.table, KeptTable.entities.table, KeptTable.accounts.table,
        KeptTable.registerZone.table,
        Table("register_changes", "position", "entity"),
        KeptTable.legalFunctions.table, KeptTable.entitlements.table,
        Table("ledger", "id", "frontier", "code", "sums"),
        Table(
            "acts", "position", "id", "code", "at", "actor", "authority_kind", "authority_key", "entity", "quality", "subject", "body", "salt",
            "leaf",
            "authentication_code"),
    ]

    private static let rest: [Table] = [
        KeptTable.sessions.table,
        Table("sign_in_failures", "digest", "failures", "last_at"),
        Table("look_ups", "id", "at", "actor", "entity", "quality", "sought", "subject"),
        Table(
            "disclosures", "id", "at", "viewer", "role", "authority_kind", "authority_key", "entity", "quality", "subject", "people", "page",
            "request"),
        KeptTable.heldForms.table, KeptTable.drafts.table, KeptTable.qualityContacts.table, KeptTable.ownCertificates.table,
        Table("certificate_reminders", "person", "kept_at", "days"),
        Table(
            "letters", "id", "recipient", "subject", "body", "language", "posted_at", "due_at", "attempts", "delivered_at", "abandoned_at", "author",
            "about",
            "addressee"),
    ]
}
