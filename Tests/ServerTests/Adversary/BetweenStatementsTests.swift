import Foundation
import Rules
import Sample
import Storage
import TestSupport
import Testing

@testable import Server

/// What an administrator of PostgreSQL, who heeds no lock of ours, writes between two statements of one transaction is vouched for by nobody.
@Suite(.enabled(if: TestCluster.isWanted), .timeLimit(.minutes(20))) struct BetweenStatementsTests {
    /// The grants are read after the assignments, so that these were looked at once already.
    private static let raising = """
        UPDATE assignments SET role = 'co-manager' WHERE id = (SELECT MIN(id) FROM assignments WHERE role = 'user' AND open = 1)
        """

    private func raise(_ administrator: Administrator, during work: () async throws -> Void) async throws {
        async let raised: Void = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try administrator.run(Self.raising, whenSomebodyWaitsFor: "grants") })
            }
        }
        try administrator.waitUntilKept("grants")
        try await work()
        try await raised
    }

    @Test(.enabled(if: TestEngine.chosen == .postgreSQL)) func `a row changed while the sums get a new key adds up to nothing`() async throws {
        let test = try await TestHouse.demo()
        let file = test.data.appending(path: "keys/sealing")
        try Data("\(SealingKey.generate().base64)\n\(try String(contentsOf: file, encoding: .utf8))".utf8).write(to: file)
        let storage = test.house.storage.sealing(with: try KeyRing(directory: file.deletingLastPathComponent()).sealer)
        try await raise(test.database.administrator) { try await storage.write { tx in try tx.renewEnd() } }
        #expect(try await storage.read { tx in try tx.changedKind() } == "assignment")
    }

    @Test(arguments: GoldenInstallation.kept.filter { $0.engine == .postgreSQL })
    func `a row changed between verifying and vouching is vouched for by nobody`(golden: GoldenInstallation) async throws {
        let (database, options) = try await golden.unpacked()
        let storage = try await database.open()
        try await storage.completeProjections()
        try await raise(database.administrator) { _ = try await Vouching(options).run() }
        #expect(try await storage.read { tx in try tx.changedKind() } == "assignment")
        await #expect(throws: LedgerFault.self) { try await Audit.verify(options) }
    }
}

extension Transaction {
    /// Of which kind the rows are not those that the acts wrote.
    fileprivate func changedKind() throws -> String? {
        let sums = try rowSums()
        return try recomputedSums(rowHasher(for: sums)).differing(from: sums).first
    }
}
