import TestSupport
import Testing

/// What an administrator may do to the tables themselves, on either engine, and the object that is named for it.
struct SchemaTampering: CustomTestStringConvertible, Sendable {
    let what: String
    let engine: TestEngine
    let statements: String
    /// Each is said.
    let told: [String]

    var testDescription: String { "\(what) on \(engine)" }

    static let all: [SchemaTampering] = (both + onSQLite + onPostgreSQL).filter { TestEngine.allCases.contains($0.engine) }

    private static func both(_ what: String, _ statements: String, _ told: String...) -> [SchemaTampering] {
        [TestEngine.sqlite, .postgreSQL].map { SchemaTampering(what: what, engine: $0, statements: statements, told: told) }
    }

    /// A definition as SQLite keeps it, written over.
    private static func rewritten(_ what: String, _ table: String, _ old: String, _ new: String, and more: String = "", _ told: String...)
        -> SchemaTampering
    {
        let (old, new) = (old.replacing("'", with: "''"), new.replacing("'", with: "''"))
        return SchemaTampering(
            what: what, engine: .sqlite,
            statements: """
                PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, '\(old)', '\(new)') WHERE name = '\(table)'; \(more)
                PRAGMA writable_schema = RESET
                """, told: told)
    }

    private static func onPostgreSQL(_ what: String, _ statements: String, _ told: String...) -> SchemaTampering {
        SchemaTampering(what: what, engine: .postgreSQL, statements: statements, told: told)
    }

    private static let both: [SchemaTampering] = [
        both("a table dropped", "DROP TABLE letters", "the table letters is missing"),
        both("a table added", "CREATE TABLE robbers (id BIGINT)", "the table robbers is none"),
        both("a table renamed", "ALTER TABLE look_ups RENAME TO looks", "the table look_ups is missing", "the table looks is none"),
        both("a column added", "ALTER TABLE grants ADD COLUMN extra TEXT", "the table grants has “extra"),
        both("a column dropped", "ALTER TABLE entities DROP COLUMN phone", "the table entities lacks “phone"),
        both("a column renamed", "ALTER TABLE held_forms RENAME COLUMN path TO place", "the table held_forms lacks “path"),
        both("an index dropped", "DROP INDEX acts_of_entity", "the index acts_of_entity is missing"),
        both("a unique index dropped", "DROP INDEX one_open_chief", "the index one_open_chief is missing"),
        both("an index added", "CREATE INDEX mine ON people (phone)", "the index mine is none"),
        both(
            "a unique index made a plain one",
            "DROP INDEX one_open_block_of_assignment; CREATE INDEX one_open_block_of_assignment ON blocks (assignment, open)",
            "the index one_open_block_of_assignment lacks “CREATE UNIQUE"),
        both(
            "the predicate of an index changed",
            "DROP INDEX one_open_manager; CREATE UNIQUE INDEX one_open_manager ON assignments (quality) WHERE role = 'user' AND open = 1",
            "the index one_open_manager has"),
        both(
            "a column of an index left out",
            "DROP INDEX one_open_quality; CREATE UNIQUE INDEX one_open_quality ON qualities (entity, domain) WHERE open = 1",
            "the index one_open_quality lacks"),
        both(
            "an index over an expression", "DROP INDEX acts_of_entity; CREATE INDEX acts_of_entity ON acts (abs(entity), position)",
            "the index acts_of_entity has"),
        both(
            "a view in place of a table", "ALTER TABLE grants RENAME TO kept; CREATE VIEW grants AS SELECT * FROM kept", "the view grants is none"),
        both("a view added", "CREATE VIEW everybody AS SELECT * FROM people", "the view everybody is none"),
    ].flatMap(\.self)

    private static let onSQLite: [SchemaTampering] = [
        SchemaTampering(
            what: "a trigger", engine: .sqlite, statements: "CREATE TRIGGER robber AFTER INSERT ON acts BEGIN DELETE FROM blocks; END",
            told: ["the trigger robber is none"]),
        SchemaTampering(
            what: "a virtual table", engine: .sqlite, statements: "CREATE VIRTUAL TABLE found USING fts5(a)", told: ["the table found is none"]),
        SchemaTampering(
            what: "a generated column", engine: .sqlite, statements: "ALTER TABLE blocks ADD COLUMN never BIGINT AS (NULL)",
            told: ["the table blocks has “never BIGINT AS (NULL)"]),
        SchemaTampering(
            what: "pages of another table", engine: .sqlite,
            statements: """
                PRAGMA writable_schema = ON;
                UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'blocks') WHERE name = 'look_ups';
                PRAGMA writable_schema = RESET
                """, told: ["the doubled storage"]),
        rewritten("a type changed", "grants", "application TEXT", "application BLOB", "the table grants lacks “application TEXT NOT NULL”"),
        rewritten("a column that may be null", "grants", "application TEXT NOT NULL", "application TEXT", "the table grants has “application TEXT”"),
        rewritten("a default changed", "people", "DEFAULT 'manager'", "DEFAULT 'card'", "the table people has “named_by"),
        rewritten("a function in a default", "people", "DEFAULT 'manager'", "DEFAULT (lower('card'))", "the table people has “named_by"),
        rewritten("a collation", "accounts", "user_name TEXT", "user_name TEXT COLLATE NOCASE", "the table accounts has “user_name"),
        rewritten("a check dropped", "blocks", " CHECK (open = 1)", "", "the table blocks lacks “open BIGINT CHECK (open = 1)”"),
        rewritten(
            "a check of the table dropped", "grants", "CHECK ((open IS NULL) = (closed_by IS NOT NULL)), ", "",
            "the table grants lacks “CHECK ((open IS NULL) = (closed_by IS NOT NULL))”"),
        rewritten(
            "a foreign key dropped", "grants", ", FOREIGN KEY (assignment, open) REFERENCES assignments (id, open)", "",
            "the table grants lacks “FOREIGN KEY (assignment, open)"),
        rewritten(
            "a foreign key made deferrable", "grants", "REFERENCES assignments (id, open)",
            "REFERENCES assignments (id, open) DEFERRABLE INITIALLY DEFERRED", "the table grants has “FOREIGN KEY"),
        rewritten(
            "a foreign key that deletes", "grants", "REFERENCES assignments (id, open)", "REFERENCES assignments (id, open) ON DELETE CASCADE",
            "the table grants has “FOREIGN KEY"),
        rewritten(
            "a unique column made a plain one", "people", "ssin_lookup BYTEA NOT NULL UNIQUE", "ssin_lookup BYTEA NOT NULL",
            and: "DELETE FROM sqlite_master WHERE name = 'sqlite_autoindex_people_2';", "the table people lacks “ssin_lookup BYTEA NOT NULL UNIQUE”"),
        rewritten(
            "another kind of table", "sign_in_failures", "last_at BIGINT NOT NULL)", "last_at INTEGER NOT NULL) ", "the table sign_in_failures has"),
    ]

    private static let onPostgreSQL: [SchemaTampering] = [
        onPostgreSQL(
            "a trigger",
            """
            CREATE FUNCTION rob() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM blocks; RETURN NEW; END';
            CREATE TRIGGER robber AFTER INSERT ON acts FOR EACH ROW EXECUTE FUNCTION rob()
            """, "the trigger robber on acts is none", "the function rob() is none"),
        onPostgreSQL(
            "a trigger by a function elsewhere",
            """
            CREATE SCHEMA away;
            CREATE FUNCTION away.rob() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM blocks; RETURN NEW; END';
            CREATE TRIGGER robber AFTER INSERT ON acts FOR EACH ROW EXECUTE FUNCTION away.rob()
            """, "the trigger robber on acts is none"),
        onPostgreSQL("a rule", "CREATE RULE robber AS ON INSERT TO blocks DO INSTEAD NOTHING", "the rule robber on blocks is none"),
        onPostgreSQL("a row policy", "CREATE POLICY robber ON blocks USING (false)", "the row policy robber on blocks is none"),
        onPostgreSQL("row security", "ALTER TABLE blocks ENABLE ROW LEVEL SECURITY", "the table blocks has “ROW LEVEL SECURITY”"),
        onPostgreSQL("forced row security", "ALTER TABLE blocks FORCE ROW LEVEL SECURITY", "the table blocks has “ROW LEVEL SECURITY”"),
        onPostgreSQL(
            "a function", "CREATE FUNCTION lower(bigint) RETURNS text LANGUAGE sql AS 'SELECT NULL::text'", "the function lower(bigint) is none"),
        onPostgreSQL(
            "a function in a default",
            """
            CREATE SCHEMA away; CREATE FUNCTION away.f() RETURNS text LANGUAGE sql AS $$SELECT 'card'$$;
            ALTER TABLE people ALTER named_by SET DEFAULT away.f()
            """, "the table people has “named_by text NOT NULL DEFAULT (away.f())”"),
        onPostgreSQL(
            "an operator",
            """
            CREATE SCHEMA away; CREATE FUNCTION away.f(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
            CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = away.f)
            """, "the operator public.=(text,text) is none"),
        onPostgreSQL("a cast", "CREATE CAST (bigint AS text) WITH INOUT AS IMPLICIT", "the cast bigint to text is none"),
        onPostgreSQL("a type", "CREATE DOMAIN bigint8 AS bigint", "the type bigint8 is none"),
        onPostgreSQL("an enumeration", "CREATE TYPE colour AS ENUM ('red')", "the type colour is none"),
        onPostgreSQL("a sequence", "CREATE SEQUENCE numbers", "the sequence numbers is none"),
        onPostgreSQL("a materialized view", "CREATE MATERIALIZED VIEW old AS SELECT * FROM grants", "the materialized view old is none"),
        onPostgreSQL("a collation", "CREATE COLLATION mine (LOCALE = 'C')", "the collation mine is none"),
        onPostgreSQL(
            "an event trigger",
            """
            CREATE SCHEMA away; CREATE FUNCTION away.f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
            CREATE EVENT TRIGGER robber ON ddl_command_start EXECUTE FUNCTION away.f()
            """, "the event trigger robber is none"),
        onPostgreSQL(
            "a generated column", "ALTER TABLE blocks ADD COLUMN never BIGINT GENERATED ALWAYS AS (id + 1) STORED",
            "the table blocks has “never bigint GENERATED"),
        onPostgreSQL("an identity", "ALTER TABLE blocks ALTER id ADD GENERATED BY DEFAULT AS IDENTITY", "the sequence blocks_id_seq is none"),
        onPostgreSQL(
            "a type changed", "ALTER TABLE grants ALTER application TYPE varchar(9)",
            "the table grants has “application character varying(9) NOT NULL”"),
        onPostgreSQL(
            "a collation of a column", "ALTER TABLE accounts ALTER user_name TYPE text COLLATE \"POSIX\"", "the table accounts has “user_name"),
        onPostgreSQL(
            "a column that may be null", "ALTER TABLE grants ALTER application DROP NOT NULL", "the table grants lacks “application text NOT NULL”"),
        onPostgreSQL("a default changed", "ALTER TABLE people ALTER named_by SET DEFAULT 'card'", "the table people has “named_by"),
        onPostgreSQL("a check dropped", "ALTER TABLE blocks DROP CONSTRAINT blocks_open_check", "the table blocks lacks “CHECK ((open = 1))”"),
        onPostgreSQL(
            "a check that was not asked of the rows",
            "ALTER TABLE blocks DROP CONSTRAINT blocks_open_check; ALTER TABLE blocks ADD CHECK (open = 1) NOT VALID",
            "the table blocks has “CHECK ((open = 1)) NOT VALID”"),
        onPostgreSQL(
            "a primary key dropped", "ALTER TABLE look_ups DROP CONSTRAINT look_ups_pkey", "the table look_ups lacks “PRIMARY KEY (id)”",
            "the index look_ups_pkey is missing"),
        onPostgreSQL(
            "a unique column made a plain one", "ALTER TABLE people DROP CONSTRAINT people_ssin_lookup_key",
            "the table people lacks “UNIQUE (ssin_lookup)”"),
        onPostgreSQL(
            "a foreign key dropped", "ALTER TABLE grants DROP CONSTRAINT grants_assignment_open_fkey",
            "the table grants lacks “FOREIGN KEY (assignment, open)"),
        onPostgreSQL(
            "a foreign key made deferrable", "ALTER TABLE grants ALTER CONSTRAINT grants_assignment_open_fkey DEFERRABLE",
            "the table grants has “FOREIGN KEY (assignment, open) REFERENCES assignments(id, open) DEFERRABLE”"),
        onPostgreSQL(
            "a foreign key that deletes",
            """
            ALTER TABLE grants DROP CONSTRAINT grants_assignment_open_fkey;
            ALTER TABLE grants ADD FOREIGN KEY (assignment, open) REFERENCES assignments (id, open) ON DELETE CASCADE
            """, "the table grants has “FOREIGN KEY (assignment, open) REFERENCES assignments(id, open) ON DELETE CASCADE”"),
        onPostgreSQL("foreign keys turned off", "ALTER TABLE grants DISABLE TRIGGER ALL", "the table grants has “DISABLE TRIGGER”"),
        onPostgreSQL(
            "all foreign keys turned off",
            "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica', current_database()); END$$",
            "the setting session_replication_role = replica is none"),
        onPostgreSQL("an unlogged table", "ALTER TABLE roster_names SET UNLOGGED", "the table roster_names has “UNLOGGED”"),
        onPostgreSQL(
            "a child table", "CREATE SCHEMA away; CREATE TABLE away.more () INHERITS (grants)", "the table grants has “the rows of away.more”"),
        onPostgreSQL(
            "an index not in force", "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'one_open_chief'::regclass",
            "the index one_open_chief has"),
        onPostgreSQL(
            "a table in a schema that is searched before", "CREATE SCHEMA keeper; CREATE TABLE keeper.grants (LIKE public.grants)",
            "the other table public.grants is none"),
        onPostgreSQL("an empty schema that is searched before", "CREATE SCHEMA keeper", "the other table public.migrations is none"),
        onPostgreSQL(
            "a table in a schema that is searched after",
            """
            CREATE SCHEMA away; CREATE TABLE away.grants (LIKE public.grants);
            DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, away', current_database()); END$$
            """, "the other table away.grants is none"),
        onPostgreSQL(
            "functions searched before PostgreSQL's own",
            "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()); END$$",
            "the search_path public, pg_catalog is none"),
    ]
}
