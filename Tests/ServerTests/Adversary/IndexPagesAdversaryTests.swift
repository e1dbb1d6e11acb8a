import Foundation
import Rules
import Sample
import Storage
import TestSupport
import Testing
import Web

@testable import Server

/// Pages of an index in a file of SQLite, written over by whoever can write the file: a look-up leads to another row, which is authentic in itself.
@Suite(.enabled(if: TestEngine.chosen == .sqlite)) struct IndexPagesAdversaryTests {
    @Test func `nobody is found by another's national number`() async throws {
        let test = try await TestHouse.demo()
        let house = try await swapped(test, "SELECT rowid, ssin_lookup FROM people WHERE id IN (\(Town.sofie.id), \(Town.thomas.id))")
        let found = try await house.read { tx in (try tx.person(Town.thomas.ssin), try tx.personID(of: Town.sofie.ssin)) }
        #expect(found.0 == nil && found.1 == nil)
        #expect(house.unauthentic.count(of: "people") == 2)
        await namesTheIndex(test)
    }

    @Test func `nobody is signed in by another's session, nor changes another's account`() async throws {
        let test = try await TestHouse.demo()
        let people = [Town.jan, Town.sofie, Town.thomas]
        var secrets: [String] = []
        for person in people { secrets.append(try await test.house.openSession(for: person.id, .eID)) }
        let digests = secrets.dropFirst().map(Secret.digest)
        let house = try await swapped(test, "SELECT rowid, digest FROM sessions WHERE digest IN \(list: digests)")
        for secret in secrets.dropFirst() { #expect(try await house.session(secret, at: test.clock.now) == nil) }
        #expect(try await house.session(secrets[0], at: test.clock.now)?.0.person == Town.jan)
        await #expect(throws: UnauthenticRow(table: "sessions")) {
            try await house.write { [now = test.clock.now] tx in try tx.saw(session: digests[0], at: now) }
        }
        await namesTheIndex(test)
    }

    @Test func `no backup is made of a file whose indexes lead elsewhere`() async throws {
        let test = try await TestHouse.demo()
        _ = try await swapped(test, "SELECT rowid, ssin_lookup FROM people WHERE id IN (\(Town.sofie.id), \(Town.thomas.id))")
        var options = Options()
        (options.data, options.isDemo) = (test.data, true)
        let file = test.data.appending(path: "backup.chatelaine")
        do {
            _ = try await Backup.make(options, to: file)
            Issue.record("it is backed up")
        } catch { #expect("\(error)".contains("index sqlite_autoindex_"), "\(error)") }
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    private func namesTheIndex(_ test: TestHouse) async {
        do {
            _ = try await test.verified()
            Issue.record("it verifies")
        } catch { #expect("\(error)".contains("index sqlite_autoindex_"), "\(error)") }
    }

    /// Two entries of an index of one column lead to each other's rows.
    private func swapped(_ test: TestHouse, _ query: SQL) async throws -> House {
        let found = try await test.house.storage.read { tx in
            try tx.rows(query) { (row: UInt8(try $0.integer(at: 0)), key: try $0.bytes(at: 1)) }
        }
        // Of a table that no row was deleted from, small numbers: each stands behind the key, in a byte of its own.
        try #require(found.count == 2 && found.allSatisfy { $0.row > 1 && $0.row < 128 })
        try test.house.storage.close()
        let file = test.data.appending(path: "chatelaine.db")
        var bytes = try Data(contentsOf: file)
        for (entry, other) in [(found[0], found[1]), (found[1], found[0])] {
            let range = try #require(bytes.firstRange(of: Data(entry.key + [entry.row])))
            bytes[range.upperBound - 1] = other.row
        }
        try bytes.write(to: file)
        let storage = try await test.database.open()
        return test.restarted(on: storage).house
    }
}
