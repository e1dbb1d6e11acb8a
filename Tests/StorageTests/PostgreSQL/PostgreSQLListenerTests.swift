import Storage
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isWanted), .timeLimit(.minutes(20))) struct PostgreSQLListenerTests {
    private let database = TestDatabase(.postgreSQL)

    @Test func `what one announces another hears, even after its connection was cut`() async throws {
        let (writer, listener) = (try await database.openTown(), try database.open())
        var heard = listener.announcements().makeAsyncIterator()
        // That it listens.
        #expect(await heard.next() != nil)
        try await writer.write { tx in
            try tx.add(1, "Jan Vermeulen")
            tx.announce()
        }
        #expect(await heard.next() != nil)
        try await writer.write { try $0.cutListeners() }
        // That it listens again.
        #expect(await heard.next() != nil)
        try await writer.write { tx in tx.announce() }
        #expect(await heard.next() != nil)
    }

    @Test func `a file tells nothing`() async throws {
        let storage = try TestDatabase(.sqlite).open()
        for await _ in storage.announcements() { Issue.record("something was told") }
    }
}

extension Transaction {
    /// Ends the sessions of all who listen to this database.
    borrowing func cutListeners() throws {
        let cut: SQL = "SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'"
        let sessions = try rows(cut) { try $0.integer("cut") }
        #expect(sessions == [1])
    }
}
