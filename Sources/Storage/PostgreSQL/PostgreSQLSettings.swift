import Foundation
import Synchronization

/// What every session of an engine sets for itself before it asks anything, whatever `ALTER DATABASE` or `ALTER ROLE` gives new sessions: names mean
/// PostgreSQL's own and ours, and statements mean what they say. The schema in which names are sought is that of the engine's first session.
final class PostgreSQLSettings: Sendable {
    private let first = Mutex<String?>(nil)

    /// Nil while there is none.
    var schema: String? { first.withLock { $0 } }

    func apply(to session: PostgreSQLSession) throws(StorageFault) {
        do throws(PostgreSQLFailure) {
            var schema = schema
            if schema == nil { schema = try Self.schema(of: session) }
            // Nothing that could mean anything else: where names are sought is only settled with it.
            try session.command("SELECT \(settings(in: schema).map { "pg_catalog.set_config('\($0)', \($1), false)" }.joined(separator: ", "))")
            first.withLock { [schema] in $0 = $0 ?? schema }
            guard try session.command("SELECT current_setting('session_replication_role')").first != "origin" else { return }
            // A superuser alone may. Otherwise no foreign key would be kept.
            try session.command("SET session_replication_role = origin")
        } catch {
            throw error.fault
        }
    }

    /// PostgreSQL's own names first, as always where they are not listed; what is temporary last.
    static func searchPath(in schema: String?) -> String { schema.map { "\"\($0.replacing("\"", with: "\"\""))\", pg_temp" } ?? "" }

    private func settings(in schema: String?) -> [(String, String)] {
        [
            // Before the first literal that may hold a backslash.
            ("standard_conforming_strings", "'on'"), ("search_path", Self.literal(Self.searchPath(in: schema))),
            // A policy that somebody puts on a table makes the statement fail and hides no row from it.
            ("row_security", "'off'"), ("transform_null_equals", "'off'"), ("quote_all_identifiers", "'off'"),
            ("default_transaction_isolation", "'read committed'"), ("TimeZone", "'UTC'"),
        ]
    }

    /// Whatever `standard_conforming_strings` is.
    private static func literal(_ text: String) -> String { "E'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'" }

    /// Where new tables would go: the first schema that is searched and is not PostgreSQL's.
    private static func schema(of session: PostgreSQLSession) throws(PostgreSQLFailure) -> String? {
        let text = try session.command("SELECT pg_catalog.array_to_json(pg_catalog.current_schemas(false))").first ?? "[]"
        let schemas = (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
        return schemas.first { !$0.hasPrefix("pg_") }
    }
}
