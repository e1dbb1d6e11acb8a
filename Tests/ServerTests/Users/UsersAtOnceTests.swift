import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import TestSupport
import Testing
import Web

@testable import Server

/// Managers of several entities at work at the same moment, about the same people: PostgreSQL writes what they do beside each other.
@Suite(.timeLimit(.minutes(20))) struct UsersAtOnceTests {
    /// One manager's place of work.
    private struct Desk: Sendable {
        let entity: EnterpriseNumber
        let quality: Quality.ID
        let browser: Browser

        func path(_ address: TypedAddress<EnterpriseNumber, Quality.ID>) -> String { address(entity, quality) }

        func path(_ address: UserAddress, _ user: Assignment.ID) -> String { address(entity, quality, user) }
    }

    private static let newcomers = ["Adèle", "Basile", "Célestine", "Désiré"]

    @Test func `people whom several entities register at once are one person each, with one account`() async throws {
        let (test, desks) = try await Self.town()
        let acts = try await test.acts().count
        test.database.scans.begin()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, desk) in desks.enumerated() {
                group.addTask {
                    // Each begins with another one.
                    for index in 0..<Self.newcomers.count { try await Self.register((index + number) % Self.newcomers.count, at: desk) }
                }
            }
            try await group.waitForAll()
        }
        #expect(test.database.scans.statements == [], "an index is missing")
        let registered = desks.count * Self.newcomers.count
        #expect(try await test.acts().count == acts + registered)
        let (people, accounts, drafts) = try await test.house.read { tx in
            (
                try tx.count("SELECT COUNT(*) FROM people WHERE given_name IN \(list: Self.newcomers)"),
                try tx.count("SELECT COUNT(*) FROM accounts u JOIN people p ON p.id = u.person WHERE p.given_name IN \(list: Self.newcomers)"),
                try tx.count("SELECT COUNT(*) FROM drafts WHERE confirmed_by IS NOT NULL")
            )
        }
        #expect((people, accounts, drafts) == (Self.newcomers.count, Self.newcomers.count, registered))
        try await Self.addsUp(test)
    }

    @Test func `whatever several managers do at once, ledger, rows, lists and decisions agree`() async throws {
        let (test, desks) = try await Self.town()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, desk) in desks.enumerated() {
                group.addTask {
                    for index in 0..<2 { try await Self.register((index + number) % Self.newcomers.count, at: desk) }
                    for (index, user) in try await Self.users(of: desk, test).enumerated() {
                        _ = try await desk.browser.post(desk.path(.blockUser, user), ["reason": "absence"])
                        if index.isMultiple(of: 2) { _ = try await desk.browser.post(desk.path(.unblockUser, user)) }
                        if index.isMultiple(of: 3) { _ = try await desk.browser.post(desk.path(.removeUser, user)) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM blocks WHERE open IS NULL") } >= desks.count)
        try await Self.addsUp(test)
    }

    // MARK: What they share

    /// A small population, and the managers of six of its entities, signed in.
    private static func town() async throws -> (TestHouse, [Desk]) {
        let test = try await TestHouse.empty()
        let (house, story) = (test.house, try Population(entities: 24, people: 300, seed: 4).story())
        try await house.storage.load { load in
            while let part = try story.next() {
                let written = try WrittenWorld(part, password: "none", house.sealer, at: house.clock())
                try await house.write { tx in try tx.found(written, in: load) }
            }
        }
        try await house.decisions.load()
        var desks: [Desk] = []
        let managed = try await house.read { tx in
            try tx.rows(
                """
                SELECT a.quality, a.person, e.number FROM assignments a JOIN entities e ON e.id = a.entity
                WHERE a.id IN (SELECT MIN(id) FROM assignments WHERE role = 'manager' AND open = 1 GROUP BY entity) AND e.ceased_on IS NULL
                ORDER BY a.entity LIMIT 6
                """
            ) { row in (try row.text("number"), Quality.ID(rawValue: try row.integer("quality")), Person.ID(rawValue: try row.integer("person"))) }
        }
        for (number, quality, id) in managed {
            let found = try await house.read { tx in try tx.person(id) }
            desks.append(
                Desk(entity: try EnterpriseNumber(number), quality: quality, browser: try await test.signedIn(try #require(found))))
        }
        #expect(desks.count == 6)
        return (test, desks)
    }

    /// From the number to the confirmation, as one whom nobody knew when the form was opened, or whom another entity has registered since.
    private static func register(_ index: Int, at desk: Desk) async throws {
        let (name, browser) = (newcomers[index], desk.browser)
        let told = try await browser.post(desk.path(.newUser), ["ssin": try ssin(index).digits])
        let form = try #require(told.location)
        let userName = "newcomer\(index)"
        let page = try await browser.get(form).body
        let isNew = page.contains("familyName")
        let application = try #require(firstApplication(in: page))
        let known: KeyValuePairs = ["language": "nl", "email": "\(userName)@example.com", "applications": application]
        let new: KeyValuePairs = [
            "userName": userName, "userNameAgain": userName, "password": "vier-wilgen-en-een-brug", "passwordAgain": "vier-wilgen-en-een-brug",
            "familyName": "Nieuwmans", "givenName": name, "title": "", "language": "nl", "email": "\(userName)@example.com",
            "applications": application,
        ]
        var saved = try await browser.post(form, isNew ? new : known)
        // Another entity has registered them between the form and its answer: now they are known.
        if saved.location == nil { saved = try await browser.post(form, known) }
        let draft = try #require(saved.location)
        let confirmed = try await browser.post(draft)
        #expect(confirmed.status == .seeOther)
        #expect(confirmed.location?.hasPrefix(desk.path(.users)) == true)
    }

    private static func firstApplication(in page: String) -> String? {
        page.firstMatch(of: /name="applications"[^>]*value="([^"]+)"/).map { String($0.1) }
    }

    private static func ssin(_ index: Int) throws -> SSIN {
        let front = 900_101_900 + index
        return try SSIN("\(front)\(String(format: "%02d", 97 - front % 97))")
    }

    private static func users(of desk: Desk, _ test: TestHouse) async throws -> [Assignment.ID] {
        let quality = desk.quality
        return try await test.house.read { tx in
            try tx.rows("SELECT id FROM assignments WHERE quality = \(quality) AND role = 'user' AND open = 1 ORDER BY id LIMIT 6") {
                Assignment.ID(rawValue: try $0.integer("id"))
            }
        }
    }

    private static func addsUp(_ test: TestHouse) async throws {
        try await test.house.read { tx in
            let (isTrue, asked) = (try tx.rosterIsTrue(), try IndexVerification(Town.catalogue, at: test.clock.now).run(tx))
            #expect(isTrue)
            #expect(asked > 0)
        }
        let head = try await test.verified()
        #expect(test.house.decisions.position == head.size)
    }
}
