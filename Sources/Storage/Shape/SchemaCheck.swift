extension Storage {
    /// Holds the schema of the database against that which its own migrations make elsewhere, in a place that nobody else has touched.
    ///
    /// Of the migrations, those count that the database has had: it may be of an earlier version. One without any table is as good as new.
    /// - Parameter further: what stands there besides, though it is no migration of the database.
    /// - Throws: `ForeignSchema`; `StorageFault.migration` for what a later version made.
    package func requireSchema(of migrations: [Migration], and further: [Migration] = []) async throws {
        let names = migrations.map(\.name)
        var live = try await schema()
        for attempt in 1... {
            guard live.holds(Migrator.table) else { return try Self.requireNone(SchemaDescription().differences(to: live)) }
            let applied = try await self.migrations()
            try Migrator.check(applied, against: names)
            let differences = try await engine.schema(madeBy: Array(migrations.prefix(applied.count)) + further).differences(to: live)
            if differences.isEmpty { return }
            // Another node may be migrating, so that what was read and what it has had are of two moments.
            let later = try await schema()
            guard attempt < 200, !live.differences(to: later).isEmpty else { throw ForeignSchema(differences: differences) }
            live = later
        }
    }

    /// What these migrations make, to be held against what is there from time to time.
    package func schema(madeBy migrations: [Migration]) async throws -> SchemaDescription { try await engine.schema(madeBy: migrations) }

    /// Holds what is there now against what was made elsewhere.
    /// - Throws: `ForeignSchema`.
    package func requireSchema(_ made: SchemaDescription) async throws { try Self.requireNone(made.differences(to: await schema())) }

    /// What is there now, of which nothing was run to read it.
    /// - Throws: `ForeignSchema` when something is there that no migration makes.
    package func schema() async throws -> SchemaDescription {
        let live =
            if let lock = engine.describing { try await whenFree(lock) { tx in try tx.connection.schema() } } else {
                try await read { tx in try tx.connection.schema() }
            }
        // Before anything else is done there: a trigger, a rule or a function would be done with it.
        try Self.requireNone(SchemaDescription().differences(to: live.foreign))
        return live
    }

    private static func requireNone(_ differences: [SchemaDifference]) throws {
        guard differences.isEmpty else { throw ForeignSchema(differences: differences) }
    }
}
