import Foundation
import Rules
import Sample
import Storage
import TestSupport
import Testing
import Web

@testable import Server

/// An installation of before rows carried codes is taken over once, by hand.
@Suite struct VouchingTests {
    /// Unpacked as its version left it.
    private struct Earlier {
        let database: HouseDatabase
        let options: Options

        init(_ golden: GoldenInstallation) async throws {
            (database, options) = try await golden.unpacked()
        }

        func write(_ statement: SQL) async throws {
            let storage = try Storage(options.databaseURL)
            _ = try await storage.write { tx in try tx.run(statement) }
            try storage.close()
        }
    }

    @Test(arguments: GoldenInstallation.kept)
    func `an earlier installation is not opened before it is vouched for, and vouched for once`(golden: GoldenInstallation) async throws {
        let earlier = try await Earlier(golden)
        await #expect(throws: NotVouched.self) { _ = try await DataDirectory(earlier.options) }
        let counts = try await Vouching(earlier.options).run()
        let said = try golden.said.rows
        // The addresses of qualities stood in other rows then.
        for (table, rows) in counts where table != "quality_contacts" { #expect(rows == said[table] ?? 0, "\(table)") }
        #expect(counts.contains { $0 == ("quality_contacts", 1) })
        #expect(counts.contains { $0.table == "people" && $0.rows > 80 })
        let directory = try await DataDirectory(earlier.options)
        #expect(try await directory.storage.read { tx in try tx.person(Town.sofie.ssin)?.id } == Town.sofie.id)
        try directory.close()
        await #expect(throws: VouchedBefore.self) { _ = try await Vouching(earlier.options).run() }
    }

    @Test func `an end of before kept rows were added up counts them once, with the addresses of qualities`() async throws {
        let walk = try await UsersWalk.demo()
        let (test, quality) = (walk.test, walk.quality.id)
        let address = try EmailAddress("team@delinde.example.org")
        try await test.house.write { tx in try tx.save(email: address, of: quality) }
        try await uncount(test)
        _ = try await test.house.storage.write { tx in try tx.run("UPDATE quality_contacts SET code = NULL") }
        var options = Options()
        (options.data, options.database, options.isDemo, options.zone) = (test.data, "\(try test.database.url())", true, test.house.zone)
        try await DataDirectory(options).close()
        try await test.restarted().house.decisions.load()
        #expect(try await test.house.storage.read { tx in try tx.email(of: quality) } == address)
        _ = try await test.verified()
        // Once: what somebody writes from then on does not add up.
        try await test.house.storage.write { tx in _ = try tx.run("UPDATE quality_contacts SET code = NULL") }
        try await DataDirectory(options).close()
        await #expect(throws: UnaccountedRows(kind: "quality_contacts")) { try await test.restarted().house.decisions.load() }
    }

    @Test func `an end of before kept rows were added up, put back, is refused`() async throws {
        let walk = try await UsersWalk.demo()
        let test = walk.test
        var options = Options()
        (options.data, options.database, options.isDemo, options.zone) = (test.data, "\(try test.database.url())", true, test.house.zone)
        try await DataDirectory(options).close()
        try await uncount(test)
        await #expect(throws: UnauthenticLedger.uncounted) {
            try await PreparedActs(test: test).end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        }
        #expect(test.house.metrics.unauthentic.value > 0)
        await #expect(throws: LedgerFault.unauthenticHead) { try await Audit.verify(options) }
        await #expect(throws: UnauthenticLedger.uncounted) { try await DataDirectory(options) }
    }

    @Test func `an older row is not counted as if it were the newest`() async throws {
        let test = try await TestHouse.demo()
        let admin = DatabaseWriter(test: test)
        let (former, now, newID) = (try await admin.row(.entities, Town.deLinde.id), test.clock.now, test.house.newID)
        try await test.house.write { tx in
            var ceased = Town.deLinde
            ceased.status = .ceased(on: now.addingTimeInterval(-86_400))
            try tx.save(ceased)
            try tx.tellKept(as: .registerImported, at: now) { newID() }
        }
        try await uncount(test)
        try await admin.put(former, over: try await admin.row(.entities, Town.deLinde.id), in: .entities)
        var options = Options()
        (options.data, options.database, options.isDemo, options.zone) = (test.data, "\(try test.database.url())", true, test.house.zone)
        await #expect(throws: LedgerFault.olderRow("entities/\(Town.deLinde.id)")) { try await DataDirectory(options) }
    }

    /// As a version left the end of the ledger that did not add up kept rows.
    private func uncount(_ test: TestHouse) async throws {
        try await test.house.storage.write { tx in
            var end = try tx.end()
            for table in KeptTable.summed { end.sums[table.description] = 0 }
            end.sums.countsKept = false
            try tx.store(end)
        }
    }

    @Test(arguments: GoldenInstallation.kept) func `nobody vouches for rows that the ledger denies`(golden: GoldenInstallation) async throws {
        let earlier = try await Earlier(golden)
        try await earlier.write("UPDATE grants SET application = 'publiato' WHERE id = (SELECT MIN(id) FROM grants)")
        await #expect(throws: LedgerFault.self) { _ = try await Vouching(earlier.options).run() }
        await #expect(throws: NotVouched.self) { _ = try await DataDirectory(earlier.options) }
    }

    @Test(arguments: GoldenInstallation.kept)
    func `whoever takes the codes and the mark away does not get them vouched for again`(golden: GoldenInstallation) async throws {
        let earlier = try await Earlier(golden)
        _ = try await Vouching(earlier.options).run()
        try await earlier.write("DELETE FROM vouched")
        try await earlier.write("UPDATE legal_functions SET code = NULL, held_until = NULL")
        await #expect(throws: VouchingLost.self) { _ = try await DataDirectory(earlier.options) }
        await #expect(throws: VouchedBefore.self) { _ = try await Vouching(earlier.options).run() }
        await #expect(throws: VouchingLost.self) { _ = try await Audit.verify(earlier.options) }
    }

    @Test func `a new installation needs no vouching`() async throws {
        let database = try await HouseDatabase.make()
        var options = Options()
        (options.data, options.database) = (database.directory, "\(try database.url())")
        for _ in 0..<2 { try await DataDirectory(options).close() }
        await #expect(throws: VouchedBefore.self) { _ = try await Vouching(options).run() }
    }
}
