import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import TestSupport
import Testing
import Web

@testable import Server

/// What an administrator of the database would try to become somebody.
@Suite struct AdversaryTests {
    private func isOutside(_ browser: Browser, _ path: String = "/entities") async throws -> Bool {
        try await browser.get(path).location?.hasPrefix("/sign-in") == true
    }

    @Test func `a session inserted by hand opens no page`() async throws {
        let test = try await TestHouse.demo()
        let admin = DatabaseWriter(test: test)
        _ = try await test.signedIn(Town.sofie)
        let (secret, known) = (Secret.random(), try #require(try await admin.rows(.sessions).first))
        var forged = known
        forged[0] = Secret.digest(secret).bound
        try await admin.insert(forged, in: .sessions)
        let browser = test.browser()
        browser.keep("chatelaine-session", secret)
        #expect(try await isOutside(browser))
        #expect(try await isOutside(browser, "/designation"))
        #expect(test.house.unauthentic.count(of: "sessions") > 0)
    }

    @Test func `a session that was ended and is put back opens no page here`() async throws {
        let test = try await TestHouse.demo()
        let (admin, browser) = (DatabaseWriter(test: test), try await test.signedIn(Town.jan))
        let secret = try #require(browser.cookie("chatelaine-session"))
        let before = try await admin.row(.sessions, Secret.digest(secret))
        #expect(try await browser.post("/sign-out").status == .seeOther)
        try await admin.put(before, over: try await admin.row(.sessions, Secret.digest(secret)), in: .sessions)
        browser.keep("chatelaine-session", secret)
        #expect(try await isOutside(browser))
    }

    @Test func `a session that was signed out and is put back opens no page after a start either, and others go on`() async throws {
        let test = try await TestHouse.demo()
        let (admin, browser, elsewhere) = (DatabaseWriter(test: test), try await test.signedIn(Town.jan), try await test.signedIn(Town.jan))
        let (secret, other) = (try #require(browser.cookie("chatelaine-session")), try #require(elsewhere.cookie("chatelaine-session")))
        let digest = Secret.digest(secret)
        let (before, now) = (try await admin.row(.sessions, digest), test.clock.now)
        #expect(try await browser.post("/sign-out").status == .seeOther)
        try await admin.put(before, over: try await admin.row(.sessions, digest), in: .sessions)
        let started = test.restarted().house
        #expect(try await started.session(secret, at: now) == nil)
        #expect(started.unauthentic.count(of: "sessions") > 0)
        #expect(try await started.session(other, at: now)?.0.person == Town.jan)
        // Nor once another is signed out.
        #expect(try await elsewhere.post("/sign-out").status == .seeOther)
        #expect(try await test.restarted().house.session(secret, at: now) == nil)
        _ = try await test.verified()
    }

    @Test func `a session that gave way to a twenty-first and is put back opens no page after a start`() async throws {
        let test = try await TestHouse.demo()
        let (admin, now) = (DatabaseWriter(test: test), test.clock.now)
        let secret = try await test.house.openSession(for: Town.jan.id, .eID)
        let before = try await admin.row(.sessions, Secret.digest(secret))
        test.clock.advance(by: 1)
        for _ in 1...SessionRow.most { _ = try await test.house.openSession(for: Town.jan.id, .eID) }
        try await admin.insert(before, in: .sessions)
        #expect(try await test.restarted().house.session(secret, at: now) == nil)
    }

    @Test func `an account of before a new password, put back, is not renewed when its owner signs out`() async throws {
        let walk = try await UsersWalk.demo()
        let admin = DatabaseWriter(test: walk.test)
        let (fatima, jan) = (try await walk.test.signedIn(Town.fatima), try await walk.test.signedIn(Town.jan))
        let account = try await admin.row(.accounts, Town.fatima.id)
        let fields: KeyValuePairs = ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]
        #expect(try await jan.post(walk.path(.userPassword, walk.user(Town.fatima)), fields).status == .seeOther)
        try await admin.put(account, over: try await admin.row(.accounts, Town.fatima.id), in: .accounts)
        #expect(try await fatima.post("/sign-out").status == .seeOther)
        let browser = walk.test.browser()
        #expect(try await browser.post("/sign-in", ["userName": "fatimaelamrani", "password": Town.password]).status == .unprocessableContent)
        await #expect(throws: LedgerFault.self) { try await walk.test.verified() }
    }

    @Test func `sessions of before a new password, put back, open no page, not even after a start`() async throws {
        let walk = try await UsersWalk.demo()
        let admin = DatabaseWriter(test: walk.test)
        let fatima = try await walk.test.signedIn(Town.fatima)
        let secret = try #require(fatima.cookie("chatelaine-session"))
        let digest = Secret.digest(secret)
        let (session, account) = (try await admin.row(.sessions, digest), try await admin.row(.accounts, Town.fatima.id))
        let jan = try await walk.test.signedIn(Town.jan)
        let fields: KeyValuePairs = ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]
        #expect(try await jan.post(walk.path(.userPassword, walk.user(Town.fatima)), fields).status == .seeOther)
        try await admin.put(session, over: try await admin.row(.sessions, digest), in: .sessions)
        let now = walk.test.clock.now
        #expect(try await walk.test.restarted().house.session(secret, at: now) == nil)
        // Nor does the password of before.
        try await admin.put(account, over: try await admin.row(.accounts, Town.fatima.id), in: .accounts)
        let browser = walk.test.browser()
        #expect(try await browser.post("/sign-in", ["userName": "fatimaelamrani", "password": Town.password]).status == .unprocessableContent)
        await #expect(throws: LedgerFault.olderRow("accounts/\(Town.fatima.id)")) { try await walk.test.verified() }
    }

    @Test func `whoever has two people's numbers swapped is neither of them`() async throws {
        let test = try await TestHouse.demo()
        let admin = DatabaseWriter(test: test)
        let (sofie, thomas) = (try await admin.row(.people, Town.sofie.id), try await admin.row(.people, Town.thomas.id))
        let numbers = try KeptTable.people.places(["ssin_sealed", "ssin_lookup"])
        for places in [[numbers[0]], numbers] {
            var (one, other, aside) = (sofie, thomas, sofie)
            for place in places { (one[place], other[place]) = (thomas[place], sofie[place]) }
            aside[numbers[1]] = .bytes([1])
            try await admin.put(aside, over: sofie, in: .people)
            try await admin.put(other, over: thomas, in: .people)
            try await admin.put(one, over: aside, in: .people)
            let found = try await test.house.read { tx in
                (try tx.person(Town.thomas.ssin), try tx.person(Town.sofie.ssin), try tx.person(Town.sofie.id), try tx.personID(of: Town.thomas.ssin))
            }
            #expect(found.0 == nil && found.1 == nil && found.2 == nil && found.3 == nil)
            // A list shows nobody's number as another's.
            let sealed = try await admin.row(.people, Town.sofie.id)[numbers[0]]
            guard case .bytes(let bytes) = sealed else { continue }
            #expect(throws: SealingFault.tampered) { try test.house.sealer.ssin(bytes, of: Town.sofie.id) }
            try await admin.put(aside, over: one, in: .people)
            try await admin.put(thomas, over: other, in: .people)
            try await admin.put(sofie, over: aside, in: .people)
        }
        #expect(try await test.house.read { tx in try tx.person(Town.sofie.ssin) } == Town.sofie)
    }

    @Test func `a password hash of somebody else signs in nobody`() async throws {
        let test = try await TestHouse.demo()
        let admin = DatabaseWriter(test: test)
        let sofie = try await admin.row(.accounts, Town.sofie.id)
        var changed = sofie
        changed[2] = try await test.house.passwords.hash("own-secret-of-the-thief").bound
        try await admin.put(changed, over: sofie, in: .accounts)
        let page = try await test.browser().post("/sign-in", ["userName": "sofiepeeters", "password": "own-secret-of-the-thief"])
        #expect(page.status == .unprocessableContent)
        await #expect(throws: LedgerFault.unauthenticRow("accounts/\(Town.sofie.id)")) { try await test.verified() }
    }

    @Test func `an e-mail address of a quality that was written by hand is shown to nobody, and an older one is named`() async throws {
        let walk = try await UsersWalk.demo()
        let (test, quality, admin) = (walk.test, walk.quality.id, DatabaseWriter(test: walk.test))
        let jan = try await test.signedIn(Town.jan)
        for address in ["een@example.org", "twee@example.org"] {
            #expect(try await jan.post(walk.path(.qualityContact), ["email": address]).status == .seeOther)
        }
        let found = try await admin.row(.qualityContacts, quality)
        _ = try await test.verified()
        var changed = found
        changed[1] = .text("attacker@evil.example")
        try await admin.put(changed, over: found, in: .qualityContacts)
        #expect(try await test.house.read { tx in try tx.email(of: quality) } == nil)
        #expect(try await jan.get(walk.path(.quality)).body.contains("evil.example") == false)
        #expect(test.house.unauthentic.count(of: "quality_contacts") > 0)
        await #expect(throws: LedgerFault.unauthenticRow("quality_contacts/\(quality)")) { try await test.verified() }
        // Nothing is built on that: its code would be taken off the sum of all.
        #expect(try await jan.post(walk.path(.qualityContact), ["email": "drie@example.org"]).status != .seeOther)
        try await admin.put(found, over: changed, in: .qualityContacts)
        #expect(try await jan.post(walk.path(.qualityContact), ["email": "drie@example.org"]).status == .seeOther)
        _ = try await test.verified()
        try await admin.put(found, over: try await admin.row(.qualityContacts, quality), in: .qualityContacts)
        await #expect(throws: LedgerFault.olderRow("quality_contacts/\(quality)")) { try await test.verified() }
    }

    @Test func `acts tell all that a row of power holds`() {
        for type in RowKinds.all.types { #expect(type.table.columns.count == type.columns.count + 4) }
    }

    @Test func `an entity that ceased does not come back`() async throws {
        let walk = try await UsersWalk.demo()
        let (test, admin) = (walk.test, DatabaseWriter(test: walk.test))
        let (before, day, newID) = (try await admin.row(.entities, Town.deLinde.id), test.clock.now.addingTimeInterval(-86_400), test.house.newID)
        let now = test.clock.now
        try await test.house.write { tx in
            var ceased = Town.deLinde
            ceased.status = .ceased(on: day)
            try tx.save(ceased)
            try tx.tellKept(as: .registerImported, at: now) { newID() }
        }
        let ended = try await admin.row(.entities, Town.deLinde.id)
        var cleared = ended
        cleared[5] = .null
        try await admin.put(cleared, over: ended, in: .entities)
        let question = DecisionQuestion(person: Town.fatima.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona", domain: nil)
        for house in [test.house, test.restarted().house] {
            #expect(try await house.decisions.decide([question]).map(\.decision.allowed) == [false])
        }
        // Its row of before has a code, but acts tell of a later one.
        try await admin.put(before, over: cleared, in: .entities)
        await #expect(throws: LedgerFault.olderRow("entities/\(Town.deLinde.id)")) { try await test.verified() }
    }

    @Test func `a legal function or an entitlement that was added gives nothing`() async throws {
        let test = try await TestHouse.demo()
        let (admin, now) = (DatabaseWriter(test: test), test.clock.now)
        try await test.house.decisions.load()
        var function = try await admin.row(.legalFunctions, try #require(try await admin.rows(.legalFunctions).first?[0]))
        (function[0], function[1], function[2], function[5]) = (.integer(77), Town.thomas.id.bound, Town.tournesol.id.bound, .null)
        try await admin.insert(function, in: .legalFunctions)
        var entitlement = try #require(try await admin.rows(.entitlements).first)
        (entitlement[0], entitlement[1], entitlement[2]) = (Town.tournesol.id.bound, .text("care-home"), .text("1"))
        try await admin.insert(entitlement, in: .entitlements)
        let (roles, entitlements) = try await test.house.read { tx in
            (try tx.roles(of: Town.thomas.id, in: Town.tournesol.id, at: now), try tx.entitlements(of: Town.tournesol.id))
        }
        #expect(roles.isEmpty && !entitlements.contains { $0.domain == "care-home" })
        let thomas = try await test.signedIn(Town.thomas)
        #expect(try await thomas.get("/designation/0999999031").status != .ok)
    }

    @Test func `a row of which acts told and that is gone is named`() async throws {
        let test = try await TestHouse.demo()
        let admin = DatabaseWriter(test: test)
        for table: KeptTable in [.accounts, .legalFunctions, .entitlements, .inventedWorlds] {
            let row = try #require(try await admin.rows(table).last)
            try await admin.delete(row, in: table)
            await #expect(throws: LedgerFault.deletedRow(table.told(row))) { try await test.verified() }
            try await admin.insert(row, in: table)
            _ = try await test.verified()
        }
    }

    @Test func `a time zone of before, put back, moves no day of the register once more`() async throws {
        let test = try await TestHouse.demo()
        let admin = DatabaseWriter(test: test)
        let before = try await admin.row(.registerZone, 1)
        var options = Options()
        (options.data, options.database, options.isDemo) = (test.data, "\(try test.database.url())", true)
        options.zone = try #require(Zone(named: "Asia/Kolkata"))
        try await DataDirectory(options).close()
        let moved = (try await admin.rows(.entities), try await admin.rows(.legalFunctions))
        try await admin.put(before, over: try await admin.row(.registerZone, 1), in: .registerZone)
        await #expect(throws: LedgerFault.olderRow("register_zone/1")) { try await DataDirectory(options).close() }
        #expect(try await (admin.rows(.entities), admin.rows(.legalFunctions)) == moved)
    }
}
