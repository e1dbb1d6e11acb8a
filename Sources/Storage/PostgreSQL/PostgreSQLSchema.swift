extension PostgreSQLConnection {
    /// Out of PostgreSQL's own catalogues: nothing of what they list is run. Of the schemas in which names are sought, the first is ours: of those that new
    /// sessions are given, though ours seek where they said themselves (`PostgreSQLSettings`), so that what somebody gave the others is told of.
    func schema() throws -> SchemaDescription { try schema(isScratch: false) }

    fileprivate func schema(isScratch: Bool) throws -> SchemaDescription {
        var schema = SchemaDescription()
        var path: [String] = []
        // Nothing but what cannot mean anything else while names are sought where others said.
        if !isScratch { try script("SET LOCAL search_path TO DEFAULT") }
        try each("SELECT pg_catalog.unnest(pg_catalog.current_schemas(true))::pg_catalog.text AS name") { cells in
            path.append(try Columns(cells: cells).text("name"))
            return true
        }
        if !isScratch {
            path.removeAll { $0.hasPrefix("pg_temp") }
            _ = try run("SELECT pg_catalog.set_config('search_path', \(PostgreSQLSettings.searchPath(in: schemaName)), true)")
        }
        guard path.first == "pg_catalog" else {
            schema.add(SchemaObject("search_path", path.joined(separator: ", ")), "")
            return schema
        }
        guard path.count > 1 else { return schema }
        if !isScratch, path[1] != schemaName { schema.add(SchemaObject("search_path", path.dropFirst().joined(separator: ", ")), "") }
        try each(Self.description(of: path[1], beside: Array(path.dropFirst(2)))) { cells in
            let row = Columns(cells: cells)
            schema.add(SchemaObject(try row.text("kind"), try row.text("name")), try row.text("part"))
            return true
        }
        return schema
    }

    /// Kinds, names and parts of everything in one schema, and of what else has a say wherever one of its tables is named.
    private static func description(of schema: String, beside others: [String]) -> SQL {
        """
        WITH here AS (SELECT oid FROM pg_namespace WHERE nspname = \(schema)),
            beside AS (
                SELECT oid, nspname FROM pg_namespace WHERE nspname IN \(list: others) AND nspname <> \(schema)),
            searched AS (SELECT oid FROM here UNION ALL SELECT oid FROM beside),
            relations AS (
                SELECT c.oid, c.relname, c.relkind, c.relpersistence, c.relrowsecurity OR c.relforcerowsecurity AS secured
                FROM pg_class c JOIN here ON here.oid = c.relnamespace WHERE c.relkind NOT IN ('i', 'I', 't')),
            tables AS (SELECT * FROM relations WHERE relkind = 'r'),
            parts AS (\(parts))
        SELECT kind::text AS kind, name::text AS name, part::text AS part FROM parts
        """
    }

    private static var parts: SQL {
        [relations, columns, constraints, indexes, riders, children, stored, settings].joined(separator: " UNION ALL ")
    }

    private static let relations: SQL = """
        SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
            WHEN 'p' THEN 'partitioned table' WHEN 'S' THEN 'sequence' ELSE 'type' END AS kind, relname::text AS name, '' AS part FROM relations
        UNION ALL
        SELECT 'table', relname, 'UNLOGGED' FROM tables WHERE relpersistence = 'u'
        UNION ALL
        SELECT 'table', relname, 'ROW LEVEL SECURITY' FROM tables WHERE secured
        UNION ALL
        SELECT 'other table', b.nspname || '.' || c.relname, '' FROM beside b JOIN pg_class c ON c.relnamespace = b.oid
        WHERE c.relname = 'migrations' OR c.relname IN (SELECT relname FROM relations)
        """

    private static let columns: SQL = """
        SELECT 'table', t.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attcollation <> y.typcollation THEN ' COLLATE ' || a.attcollation::regcollation::text ELSE '' END
            || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || CASE WHEN a.attidentity <> '' THEN ' IDENTITY' ELSE '' END
            || COALESCE(CASE WHEN a.attgenerated <> '' THEN ' GENERATED (' ELSE ' DEFAULT (' END || pg_get_expr(d.adbin, d.adrelid) || ')', '')
        FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type y ON y.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        """

    // A column says itself that it is not null.
    private static let constraints: SQL = """
        SELECT 'table', t.relname, pg_get_constraintdef(c.oid) FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid WHERE c.contype <> 'n'
        """

    private static let indexes: SQL = """
        SELECT 'index', i.relname, pg_get_indexdef(x.indexrelid, 0, true)
            || CASE WHEN x.indisvalid AND x.indisready AND x.indislive THEN '' ELSE ' NOT VALID' END
            || CASE WHEN x.indimmediate THEN '' ELSE ' DEFERRABLE' END
        FROM tables t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
        """

    // PostgreSQL keeps foreign keys by triggers of its own, which can be turned off.
    private static let riders: SQL = """
        SELECT 'trigger', g.tgname || ' on ' || t.relname, '' FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
        UNION ALL
        SELECT DISTINCT 'table', t.relname, 'DISABLE TRIGGER' FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid
        WHERE g.tgisinternal AND g.tgenabled <> 'O'
        UNION ALL
        SELECT 'rule', r.rulename || ' on ' || t.relname, '' FROM tables t JOIN pg_rewrite r ON r.ev_class = t.oid
        UNION ALL
        SELECT 'row policy', p.polname || ' on ' || t.relname, '' FROM tables t JOIN pg_policy p ON p.polrelid = t.oid
        """

    private static let children: SQL = """
        SELECT 'table', t.relname, 'the rows of ' || h.inhrelid::regclass::text FROM tables t JOIN pg_inherits h ON h.inhparent = t.oid
        UNION ALL
        SELECT 'table', t.relname, 'INHERITS ' || h.inhparent::regclass::text FROM tables t JOIN pg_inherits h ON h.inhrelid = t.oid
        """

    // One that fits a statement better than PostgreSQL's own is taken, whichever schema it stands in.
    private static let stored: SQL = """
        SELECT 'function', p.oid::regprocedure::text, '' FROM pg_proc p JOIN searched s ON s.oid = p.pronamespace
        UNION ALL
        SELECT 'operator', o.oid::regoperator::text, '' FROM pg_operator o JOIN searched s ON s.oid = o.oprnamespace
        UNION ALL
        SELECT 'collation', l.collname, '' FROM pg_collation l JOIN searched s ON s.oid = l.collnamespace
        UNION ALL
        SELECT 'type', format_type(y.oid, NULL), '' FROM pg_type y JOIN searched s ON s.oid = y.typnamespace
        WHERE y.typtype IN ('d', 'e', 'r', 'm') OR (y.typtype = 'b' AND y.typcategory <> 'A')
        UNION ALL
        SELECT 'cast', format_type(k.castsource, NULL) || ' to ' || format_type(k.casttarget, NULL), '' FROM pg_cast k
        WHERE k.oid::bigint >= 16384 AND k.castsource::bigint < 16384 AND k.casttarget::bigint < 16384
        """

    private static let settings: SQL = """
        SELECT 'event trigger', evtname::text, '' FROM pg_event_trigger
        UNION ALL
        SELECT 'setting', name || ' = ' || reset_val, '' FROM pg_settings JOIN (VALUES ('session_replication_role', 'origin'),
            ('transform_null_equals', 'off'), ('row_security', 'on'), ('standard_conforming_strings', 'on')) AS s (setting_name, meant)
            ON name = setting_name
        WHERE reset_val <> meant
        """
}

extension PostgreSQLEngine {
    /// The schema that migrations make in tables of this session alone, in a transaction that is undone: no right is needed but to make temporary tables,
    /// and nobody else sees them.
    /// What describes tables does not heed snapshots (PostgreSQL, *System Information Functions*): nobody migrates meanwhile, and others write on.
    var describing: WriteLock? { .about(Self.scratch) }

    func schema(madeBy migrations: [Migration]) async throws -> SchemaDescription {
        do {
            // Others may write meanwhile: it is about nothing of theirs.
            try await write(.about(Self.scratch)) { tx in
                try tx.connection.script("SET LOCAL search_path = pg_temp")
                try Migrator.make(migrations, in: tx)
                guard let connection = tx.connection as? PostgreSQLConnection else { return }
                throw Made(schema: try connection.schema(isScratch: true))
            }
        } catch let made as Made { return made.schema }
        throw StorageFault.unavailable("the schema could not be made for comparison")
    }

    /// Any number that nobody else takes; this one spells "scratch".
    private static let scratch: Int64 = 0x73_6372_6174_6368

    /// Thrown, so that the transaction is undone.
    private struct Made: Error { let schema: SchemaDescription }
}
