import Storage
import TestSupport
import Testing

/// What an administrator gives every new session of the database is not what ours work with.
@Suite(.enabled(if: TestCluster.isWanted), .timeLimit(.minutes(20))) struct PostgreSQLSettingsTests {
    private let database = TestDatabase(.postgreSQL)

    private func administrator() throws -> Administrator { Administrator(of: try database.url(), named: database.name) }

    private static let alter = """
        DO $$DECLARE setting text; BEGIN FOREACH setting IN ARRAY ARRAY[
            'search_path = robber, pg_catalog, public', 'row_security = on', 'standard_conforming_strings = off', 'transform_null_equals = on',
            'quote_all_identifiers = on', 'default_transaction_isolation = serializable', 'session_replication_role = replica', 'TimeZone = ''Asia/Tokyo'''
        ] LOOP EXECUTE format('ALTER DATABASE %I SET ', current_database()) || setting; END LOOP; END$$
        """

    /// Any two byte strings are equal to it.
    private static let operators = """
        CREATE SCHEMA robber; CREATE FUNCTION robber.eq(bytea, bytea) RETURNS boolean LANGUAGE sql AS 'SELECT true';
        CREATE OPERATOR robber.= (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = robber.eq);
        CREATE TABLE robber.people (LIKE public.people)
        """

    @Test func `a new session finds our tables and PostgreSQL's own operators, whatever new sessions are given`() async throws {
        let storage = try await database.openTown()
        try await storage.write { try $0.add(1, "Sofie Peeters") }
        try administrator().run(Self.operators)
        try administrator().run(Self.alter)
        try administrator().run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        let (names, isEqual, settings) = try await onceBack {
            try await storage.read { tx in
                let isEqual = try tx.row("SELECT \([1] as [UInt8]) = \([2] as [UInt8]) AS same") { try $0.flag("same") }
                let settings = try tx.rows(
                    """
                    SELECT current_setting(name) AS value FROM (VALUES (1, 'search_path'), (2, 'row_security'), (3, 'standard_conforming_strings'),
                        (4, 'transform_null_equals'), (5, 'quote_all_identifiers'), (6, 'session_replication_role'), (7, 'TimeZone')) AS s (number, name)
                    ORDER BY number
                    """
                ) { try $0.text("value") }
                return (try tx.names(), isEqual, settings)
            }
        }
        #expect(names == ["Sofie Peeters"])
        #expect(isEqual == false)
        #expect(settings == ["\"public\", pg_temp", "off", "on", "off", "off", "origin", "UTC"])
    }

    private func onceBack<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
        for _ in 0..<100 {
            do { return try await body() } catch is StorageFault { try await Task.sleep(for: .milliseconds(50)) }
        }
        return try await body()
    }
}
