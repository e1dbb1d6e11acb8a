import Rules
import Sample
import Standards
import Storage
import TestSupport
import Testing

@testable import Server

/// Decisions on a node that did not record the acts itself.
@Suite(.timeLimit(.minutes(20))) struct DecisionNodesTests {
    private let question = DecisionQuestion(person: Town.fatima.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona")

    @Test(.enabled(if: TestEngine.chosen == .postgreSQL)) func `another node decides by an act as soon as it is announced`() async throws {
        let test = try await TestHouse.demo()
        let storage = try await test.database.open()
        let other = DecisionService(storage, Town.catalogue, test.house.sealer, test.house.logger)
        var heard = storage.announcements().makeAsyncIterator()
        #expect(await heard.next() != nil)
        try await other.load()
        #expect(try await reason(other) == .granted)

        let preparedActs = PreparedActs(test: test)
        try await preparedActs.end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        while try await reason(other) != .blocked {
            _ = await heard.next()
            try await other.catchUpWithAll()
        }

        // What happens while nobody listens is found when somebody does again.
        let cut: SQL = "SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'"
        #expect(try await storage.read { try $0.rows(cut) { try $0.integer("cut") } } == [1])
        try await preparedActs.end(.unblock, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        while try await reason(other) != .granted {
            _ = await heard.next()
            try await other.catchUpWithAll()
        }
    }

    /// As when a node has seen an act that the server then lost in a crash, before it was durable and acknowledged.
    @Test func `an act that was lost is forgotten once another took its place`() async throws {
        let test = try await TestHouse.demo()
        let preparedActs = PreparedActs(test: test)
        let other = DecisionService(test.house.storage, Town.catalogue, test.house.sealer, test.house.logger)
        try await preparedActs.end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await other.load()
        let size = try #require(other.position)
        #expect(try await reason(other) == .blocked)

        try await test.house.storage.write { tx in
            let hashes = try tx.leafHashes(ofFirst: Int(size) - 1)
            try tx.run("DELETE FROM blocks WHERE opened_by = (SELECT id FROM acts WHERE position = \(size - 1))")
            try tx.run("DELETE FROM acts WHERE position = \(size - 1)")
            var frontier = MerkleFrontier()
            for hash in hashes { frontier.append(hash) }
            try tx.store(LedgerEnd(frontier: frontier, sums: tx.recomputedSums()))
        }
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let lucas = Town.lucas
        let (house, now) = (test.house, test.clock.now)
        try await house.storage.write { tx in
            let place = Place(entity: Town.deLinde.id, quality: quality.id)
            let acting = try #require(try tx.roles(of: Town.jan.id, in: Town.deLinde.id, at: now).first { $0.may(.manageUsers, in: place) })
            let manager = try #require(try tx.managing(quality))
            let domain = try #require(Town.catalogue["nsso-employer"])
            try tx.enact(
                try quality.userRegistered(
                    lucas.id, applications: ["dimona"], in: domain, held: tx.holding(of: lucas.id, in: quality.id), manager: manager,
                    on: Occasion(acting: acting, at: now, newID: { house.newID() })))
        }
        try await other.catchUpWithAll()
        #expect(other.position == size)
        #expect(try await reason(other) == .granted)
    }

    private func reason(_ service: DecisionService) async throws -> DecisionReason? {
        try await service.decide([question]).first?.decision.reason
    }
}
