import Foundation
import Rules
import Sample
import Standards
import Storage
import TestSupport
import Testing

@testable import Server

/// Installations that earlier versions left open, are brought up to date and verify: same acts, same bytes, same root.
@Suite struct GoldenTests {
    @Test func `an installation of an earlier version is kept for every engine`() { #expect(!GoldenInstallation.kept.isEmpty) }

    @Test(arguments: GoldenInstallation.kept)
    func `an earlier installation is migrated and verifies with the root that its version gave`(golden: GoldenInstallation) async throws {
        let opened = try await Opened(golden)
        let said = try golden.said
        let facts = try await opened.storage.read { tx in try tx.goldenFacts() }
        #expect(facts.size == said.size)
        #expect(facts.root == said.root)
        #expect(facts.codes == said.codes)
        // Lists made for reading are made anew when a version lists more, or otherwise.
        for (table, count) in said.rows where !table.hasPrefix("roster") { #expect(facts.rows[table] == count, "\(table)") }
        let head = try await Audit.verify(opened.options)
        #expect(head.size == said.size)
    }

    @Test(arguments: GoldenInstallation.kept)
    func `every act of an earlier version reads and is written again with the same bytes`(golden: GoldenInstallation) async throws {
        let opened = try await Opened(golden)
        let bodies = try await opened.storage.read { tx in try tx.rows("SELECT body FROM acts ORDER BY position") { try $0.bytes("body") } }
        for body in bodies { #expect(try Act(canonicalBytes: body).canonicalBytes() == body) }
        #expect(Int64(bodies.count) == (try golden.said.size))
    }

    @Test(arguments: GoldenInstallation.kept)
    func `acts without codes are vouched for once, and only as they were counted`(golden: GoldenInstallation) async throws {
        let opened = try await Opened(golden)
        let size = try golden.said.size
        #expect(opened.vouched.first { $0.table == "acts" }?.rows == Int(size))
        try await opened.storage.read { tx in try tx.requireAuthenticActs(from: 0) }
        await #expect(throws: AlreadyVouchedFor.self) { try await opened.storage.write { tx in try tx.vouchForActs(counted: nil) } }

        let checkpoint = Checkpoint(origin: Checkpoints.origin, size: Int(size) + 1, root: MerkleTree.emptyRoot)
        for (change, fault) in [
            (nil, LedgerFault.missingActs(found: size, checkpoint: size + 1)),
            ("UPDATE acts SET position = 999999 WHERE position = 7", .gap(expected: 7, found: 8)),
            ("UPDATE acts SET body = (SELECT body FROM acts WHERE position = 3) WHERE position = 7", .frontierDiffers),
        ] as [(SQL?, LedgerFault)] {
            await #expect(throws: fault) {
                try await opened.storage.write { tx in
                    try tx.run("UPDATE acts SET authentication_code = NULL")
                    try tx.run("UPDATE ledger SET code = NULL, sums = NULL")
                    if let change { try tx.run(change) }
                    _ = try tx.vouchForActs(counted: change == nil ? checkpoint : nil)
                }
            }
        }
    }

    @Test(arguments: GoldenInstallation.kept)
    func `decisions of an earlier installation from memory are those of its rows`(golden: GoldenInstallation) async throws {
        let opened = try await Opened(golden)
        #expect(try await Audit.verifyIndex(opened.options, Town.catalogue) > 100)
    }

    /// An installation unpacked, and brought up to date as a start does.
    struct Opened {
        let database: HouseDatabase
        let storage: Storage
        let options: Options
        let vouched: [(table: String, rows: Int)]

        init(_ golden: GoldenInstallation) async throws {
            (database, options) = try await golden.unpacked()
            vouched = try await Vouching(options).run()
            storage = try await DataDirectory(options).storage
        }
    }
}
