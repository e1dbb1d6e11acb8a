import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Storage
import TestSupport
import Testing
import Web

@testable import Server

/// Rows that this installation once wrote, put back by whoever administers the database, and rows that are gone: each has, or had, a code of its own.
@Suite struct OlderRowsAdversaryTests {
    private static let page = "/designation/\(Town.deLinde.number.digits)"

    @Test func `a legal function that ended and is put back opens no page, and no server starts on it`() async throws {
        let test = try await TestHouse.demo()
        let (admin, sofie) = (DatabaseWriter(test: test), try await test.signedIn(Town.sofie))
        #expect(try await sofie.get(Self.page).status == .ok)
        let (before, day) = (try await admin.row(.legalFunctions, Town.sofieRepresents.id), test.clock.now.addingTimeInterval(-86_400))
        try await test.house.write { tx in try tx.save(until: day, of: Town.sofieRepresents.id) }
        #expect(try await sofie.get(Self.page).status != .ok)
        try await admin.put(before, over: try await admin.row(.legalFunctions, Town.sofieRepresents.id), in: .legalFunctions)
        #expect(try await sofie.get(Self.page).status != .ok)
        let functions = try await test.house.read { tx in try tx.legalFunctions(of: Town.sofie.id, in: Town.deLinde.id) }
        #expect(functions.isEmpty)
        #expect(test.house.unauthentic.count(of: "legal_functions") > 0)
        await #expect(throws: UnauthenticRow(table: "legal_functions")) {
            try await test.house.write { tx in try tx.save(until: nil, of: Town.sofieRepresents.id) }
        }
        await refuses(test, "legal_functions")
        // Nor does a page that was not refused a start give anything.
        await #expect(throws: UnaccountedRows(kind: "legal_functions")) {
            try await test.restarted().house.session(try #require(sofie.cookie("chatelaine-session")), at: test.clock.now)
        }
        await #expect(throws: LedgerFault.olderRow("legal_functions/\(Town.sofieRepresents.id)")) { try await test.verified() }
    }

    @Test func `an entity of before it ceased, put back, gives no decision, whatever says that the register changed`() async throws {
        let walk = try await UsersWalk.demo()
        let (test, admin) = (walk.test, DatabaseWriter(test: walk.test))
        try await test.house.decisions.load()
        let (before, day) = (try await admin.row(.entities, Town.deLinde.id), test.clock.now.addingTimeInterval(-86_400))
        var ceased = Town.deLinde
        ceased.status = .ceased(on: day)
        try await test.house.write { [ceased] tx in try tx.save(ceased) }
        let question = DecisionQuestion(person: Town.fatima.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona", domain: nil)
        #expect(try await test.house.decisions.decide([question]).map(\.decision.allowed) == [false])
        try await admin.put(before, over: try await admin.row(.entities, Town.deLinde.id), in: .entities)
        try await test.house.storage.write { tx in
            try tx.run("INSERT INTO register_changes (position, entity) SELECT MAX(position) + 1, \(Town.deLinde.id) FROM register_changes")
        }
        try await test.house.decisions.catchUpWithAll()
        #expect(try await test.house.decisions.decide([question]).map(\.decision.allowed) == [false])
        #expect(try await test.house.read { tx in try tx.entity(Town.deLinde.number) } == nil)
        await refuses(test, "entities")
    }

    @Test func `no server starts on a person, an account or a contact of before`() async throws {
        let test = try await TestHouse.demo()
        let (admin, now) = (DatabaseWriter(test: test), test.clock.now)
        let rows: [(table: KeptTable, key: any Bindable)] = [
            (.people, Town.fatima.id), (.accounts, Town.fatima.id), (.entities, Town.deLinde.id),
        ]
        var before: [[Value]] = []
        for row in rows { before.append(try await admin.row(row.table, row.key)) }
        var fatima = Town.fatima
        fatima.email = try EmailAddress("new@example.org")
        let contact = EntityContact(email: try EmailAddress("house@example.org"), phone: nil)
        try await test.house.write { [fatima] tx in
            try tx.saveContact(of: fatima)
            try tx.setPassword("another", mustChange: false, for: fatima.id, at: now)
            try tx.save(contact, of: Town.deLinde.id)
        }
        for (row, older) in zip(rows, before) {
            let after = try await admin.row(row.table, row.key)
            try await admin.put(older, over: after, in: row.table)
            await refuses(test, row.table.description)
            try await admin.put(after, over: older, in: row.table)
        }
        // Where the change was made, neither is read any more.
        try await admin.put(before[1], over: try await admin.row(.accounts, Town.fatima.id), in: .accounts)
        #expect(try await test.house.read { tx in try tx.account(of: Town.fatima.id) } == nil)
    }

    @Test func `no server starts where a row is gone that acts or a founding wrote`() async throws {
        let test = try await TestHouse.demo()
        let admin = DatabaseWriter(test: test)
        for table: KeptTable in [.accounts, .legalFunctions, .entitlements, .inventedWorlds, .registerZone] {
            let row = try #require(try await admin.rows(table).last)
            try await admin.delete(row, in: table)
            await refuses(test, table.description)
            try await admin.insert(row, in: table)
            try await test.restarted().house.decisions.load()
        }
        // A mark that cannot be read is as one that is gone.
        let mark = try #require(try await admin.rows(.inventedWorlds).first)
        var other = mark
        other[1] = .integer(1)
        try await admin.put(other, over: mark, in: .inventedWorlds)
        await refuses(test, "invented_worlds")
    }

    @Test func `what this node has not followed yet is read as it stands`() async throws {
        let test = try await TestHouse.demo()
        let (now, day, newID) = (test.clock.now, test.clock.now.addingTimeInterval(-86_400), test.house.newID)
        try await test.house.decisions.load()
        // As another node, or the import of an extract, writes.
        try await test.house.storage.write { tx in
            try tx.save(until: day, of: Town.sofieRepresents.id)
            try tx.tellKept(as: .registerImported, at: now) { newID() }
        }
        #expect(try await test.house.read { tx in try tx.legalFunction(Town.sofieRepresents.id) }?.until == day)
        #expect(test.house.unauthentic.count(of: "legal_functions") == 0)
        try await test.restarted().house.decisions.load()
        _ = try await test.verified()
    }

    /// An index was read from the row as it stood; an older row that is authentic in itself is not the one that it was read from.
    @Test func `an older row does not vouch for what the index was read from`() async throws {
        let test = try await TestHouse.demo()
        let (admin, decisions) = (DatabaseWriter(test: test), test.house.decisions)
        let former = try await admin.row(.entities, Town.deLinde.id)
        try await admin.put(former, over: former, in: .entities)
        let (day, now, newID) = (test.clock.now.addingTimeInterval(-86_400), test.clock.now, test.house.newID)
        try await test.house.write { tx in
            var ceased = Town.deLinde
            ceased.status = .ceased(on: day)
            try tx.save(ceased)
            try tx.tellKept(as: .registerImported, at: now) { newID() }
        }
        try await decisions.load()
        func isVouchedFor() async throws -> Bool? {
            let storage = test.house.storage.trusting(RowsAsFollowed(decisions, others: .older))
            let check = try await storage.read { tx in try tx.indexSources(SourceCheck(1)) }
            return check.entities.first { $0.id == Town.deLinde.id }?.isAuthentic
        }
        #expect(try await isVouchedFor() == true)
        try await admin.put(former, over: try await admin.row(.entities, Town.deLinde.id), in: .entities)
        #expect(try await isVouchedFor() == false)
    }

    /// A row of the register's changes gives no power, and makes a node read its index again.
    @Test(arguments: [false, true]) func `a password of before is not taken, though the index was read again since`(isRestarted: Bool) async throws {
        let test = try await TestHouse.demo()
        let admin = DatabaseWriter(test: test)
        try await test.house.decisions.load()
        let former = try await (admin.row(.people, Town.fatima.id), admin.row(.accounts, Town.fatima.id))
        let (hash, now) = (try await test.house.passwords.hash("violet bicycle 88 lamps"), test.clock.now)
        try await test.house.write { tx in try tx.setPassword(hash, mustChange: false, for: Town.fatima.id, at: now) }
        let house = isRestarted ? try await test.restarted().house : test.house
        try await house.decisions.load()
        if !isRestarted {
            try await test.house.storage.write { tx in
                try tx.run("INSERT INTO register_changes (position, entity) VALUES (60000, \(Town.deLinde.id))")
            }
            try await house.decisions.catchUpWithAll()
        }
        #expect(try await house.read { tx in try tx.account(of: Town.fatima.id) }?.password == hash)
        try await admin.put(former.0, over: try await admin.row(.people, Town.fatima.id), in: .people)
        try await admin.put(former.1, over: try await admin.row(.accounts, Town.fatima.id), in: .accounts)
        #expect(try await house.read { tx in try tx.account(of: Town.fatima.id) } == nil)
        #expect(house.unauthentic.count(of: "accounts") > 0)
    }

    @Test func `an index that is read over one connection holds what was signed`() async throws {
        let test = try await TestHouse.demo()
        let signed = try #require(test.house.checkpoints.last)
        let later = Checkpoint(origin: signed.origin, size: signed.size + 1, root: signed.root)
        _ = try await test.house.storage.read { tx in try tx.loadedIndex(Town.catalogue, signed: signed) }
        await #expect(throws: ShortenedLedger.self) {
            try await test.house.storage.read { tx in try tx.loadedIndex(Town.catalogue, signed: later) }
        }
    }

    @Test func `a change of the register at a number that none has is named, and decisions say that they do not follow`() async throws {
        let test = try await TestHouse.demo()
        try await test.house.decisions.load()
        _ = try await test.verified()
        try await test.house.storage.write { tx in
            try tx.run("INSERT INTO register_changes (position, entity) VALUES (\(Int64.max), \(Town.deLinde.id))")
        }
        await #expect(throws: UnreadableRows.self) { try await test.house.decisions.catchUpWithAll() }
        #expect(test.house.metrics.unauthentic.value == 1)
        #expect(await test.house.health.state() == .unauthentic)
        await #expect(throws: LedgerFault.registerChanges) { try await test.verified() }
        try await test.house.storage.write { tx in try tx.run("DELETE FROM register_changes WHERE position = \(Int64.max)") }
        try await test.house.decisions.catchUpWithAll()
        #expect(await test.house.health.state() == .ok)
    }

    @Test(.enabled(if: TestEngine.chosen == .sqlite)) func `a cell of another type than its column is named by verify`() async throws {
        let test = try await TestHouse.demo()
        try await test.house.storage.write { tx in try tx.run("UPDATE accounts SET changed_at = 1.5 WHERE person = \(Town.fatima.id)") }
        do {
            _ = try await test.verified()
            Issue.record("it verifies")
        } catch { #expect("\(error)".contains("accounts"), "\(error)") }
    }

    @Test func `what a row is called stays on its line of the log`() {
        let told = KeptTable.entitlements.told(key: [.integer(1), .text("a\nb\u{1B}[31m"), .text(String(repeating: "x", count: 5000))])
        #expect(told.hasPrefix("entitlements/1/a\u{FFFD}b\u{FFFD}[31m/xxx"))
        #expect(told.utf8.count < 300)
    }

    private func refuses(_ test: TestHouse, _ table: String) async {
        await #expect(throws: UnaccountedRows(kind: table)) { try await test.restarted().house.decisions.load() }
    }
}
