import CPostgreSQL
import CSQLite
package import Storage

/// Whoever administers a database: any statement at all, past the product's own connections and whatever these forbid themselves.
package struct Administrator {
    private let database: DatabaseURL
    private let name: String

    /// - Parameter name: of the database on PostgreSQL.
    package init(of database: DatabaseURL, named name: String) { (self.database, self.name) = (database, name) }

    /// Runs statements that are separated by semicolons.
    package func run(_ statements: String) throws {
        if case .sqlite(let path) = database { try onFile(path, statements) } else { try onServer(statements) }
    }

    /// On PostgreSQL: keeps a table to itself until somebody waits for it, then runs statements. So they come between two statements of that other.
    package func run(_ statements: String, whenSomebodyWaitsFor table: String) throws {
        try onServer("LOCK TABLE \(table); \(Self.wait(for: table, "NOT granted")); \(statements)")
    }

    /// Returns once somebody keeps the table so.
    package func waitUntilKept(_ table: String) throws { try onServer(Self.wait(for: table, "granted AND mode = 'AccessExclusiveLock'")) }

    private static func wait(for table: String, _ condition: String) -> String {
        """
        DO $$BEGIN FOR i IN 1..1000 LOOP
            IF EXISTS (SELECT 1 FROM pg_locks WHERE relation = '\(table)'::regclass AND \(condition)) THEN RETURN; END IF;
            PERFORM pg_sleep(0.02);
        END LOOP; RAISE 'nobody came'; END$$
        """
    }

    private func onFile(_ path: String, _ statements: String) throws {
        var file: OpaquePointer?
        defer { sqlite3_close_v2(file) }
        guard sqlite3_open(path, &file) == SQLITE_OK, sqlite3_busy_timeout(file, 5000) == SQLITE_OK,
            sqlite3_exec(file, statements, nil, nil, nil) == SQLITE_OK
        else { throw TestCluster.Broken(what: String(cString: sqlite3_errmsg(file))) }
    }

    private func onServer(_ statements: String) throws {
        let connection = PQconnectdb("host=\(try TestCluster.shared.get().directory) user=keeper dbname=\(name)")
        defer { PQfinish(connection) }
        let result = PQexec(connection, statements)
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            throw TestCluster.Broken(what: String(cString: PQerrorMessage(connection)))
        }
    }
}
