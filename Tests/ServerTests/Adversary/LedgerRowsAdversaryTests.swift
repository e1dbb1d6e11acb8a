import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Rows that acts alone may write, written by whoever administers the database: a running server does not heed them, and no server starts on them.
@Suite struct LedgerRowsAdversaryTests {
    /// What was done, by SQL alone, and what a decision or a page would give if it were heeded.
    struct Trick: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let kind: String
        let statements: @Sendable (Quality) -> [SQL]
    }

    static let tricks = [
        Trick(testDescription: "an application ticked", kind: "grant") {
            [
                "INSERT INTO grants (id, assignment, application, open, opened_by) SELECT 77, a.id, 'checkinatwork', 1, a.opened_by \(of(Town.fatima, $0))"
            ]
        },
        Trick(testDescription: "an application exchanged", kind: "grant") {
            [
                """
                UPDATE grants SET application = 'limosa' WHERE open = 1 AND application = 'dimona' AND assignment IN (SELECT a.id \(of(Town.fatima, $0)))
                """
            ]
        },
        Trick(testDescription: "a user made manager of the quality", kind: "assignment") {
            ["UPDATE assignments SET role = 'co-manager' WHERE id IN (SELECT a.id \(of(Town.fatima, $0)))"]
        },
        Trick(testDescription: "a manager inserted", kind: "assignment") {
            [
                """
                INSERT INTO assignments (id, person, role, entity, quality, open, opened_by)
                SELECT 78, \(Town.thomas.id), 'co-manager', a.entity, a.quality, 1, a.opened_by \(of(Town.fatima, $0))
                """
            ]
        },
        Trick(testDescription: "a chief exchanged", kind: "assignment") {
            ["UPDATE assignments SET person = \(Town.thomas.id) WHERE entity = \($0.entity) AND role = 'chief' AND open = 1"]
        },
        Trick(testDescription: "a block deleted", kind: "block") { _ in ["DELETE FROM blocks"] },
        Trick(testDescription: "a block lifted", kind: "block") { _ in
            ["UPDATE blocks SET open = NULL, closed_by = opened_by WHERE open = 1"]
        },
        Trick(testDescription: "what was taken away given back", kind: "assignment") { _ in
            ["UPDATE assignments SET open = 1, closed_by = NULL WHERE person = \(Town.lucas.id)"]
        },
        Trick(testDescription: "a quality moved to another entity", kind: "quality") {
            ["UPDATE qualities SET identifier = '9999999999' WHERE id = \($0.id)"]
        },
    ]

    private static func of(_ person: Person, _ quality: Quality) -> SQL {
        "FROM assignments a WHERE a.person = \(person.id) AND a.quality = \(quality.id) AND a.open = 1"
    }

    private static let people = [Town.fatima, Town.thomas, Town.jan, Town.lucas, Town.pieter]

    @Test(arguments: tricks) func `is not heeded by a running server, and none starts on it`(trick: Trick) async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let acts = PreparedActs(test: test)
        try await acts.register(Town.lucas, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.end(.remove, Town.lucas, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.end(.block, Town.pieter, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await test.house.decisions.load()
        let before = (try await decided(test.house.decisions), try await seen(test, quality))
        try await test.house.storage.write { tx in for statement in trick.statements(quality) { try tx.run(statement) } }
        try await test.house.decisions.catchUpWithAll()
        #expect(try await decided(test.house.decisions) == before.0)
        // Whoever loses a role by the trick may lose the page; nobody gains one.
        #expect(zip(try await seen(test, quality), before.1).allSatisfy { !$0 || $1 })
        let restarted = DecisionService(test.house.storage, Town.catalogue, test.house.sealer, test.house.logger)
        await #expect(throws: UnaccountedRows(kind: trick.kind)) { try await restarted.load() }
        await #expect(throws: LedgerFault.self) { try await test.verified() }
    }

    @Test(
        arguments: [
            "UPDATE acts SET authority_kind = 'none' WHERE position = 3",
            "UPDATE entities SET number = 'none' WHERE id = (SELECT MIN(id) FROM entities)",
            "UPDATE acts SET position = -position WHERE position = 3",
        ] as [SQL])
    func `what no version writes is refused in plain words`(change: SQL) async throws {
        let test = try await TestHouse.demo()
        try await test.house.storage.write { tx in _ = try tx.run(change) }
        let restarted = DecisionService(test.house.storage, Town.catalogue, test.house.sealer, test.house.logger)
        do {
            try await restarted.load()
            Issue.record("it was loaded")
        } catch { #expect("\(error)".contains("chatelaine verify"), "\(error)") }
        await #expect(throws: (any Error).self) { try await test.verified() }
    }

    @Test func `sums of another moment are no sums of this one`() async throws {
        let test = try await TestHouse.demo()
        let before = try await test.house.read { tx in try tx.row("SELECT sums FROM ledger") { try $0.bytes("sums") } }
        try await PreparedActs(test: test).end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await test.house.storage.write { tx in
            try tx.run("DELETE FROM blocks")
            try tx.run("UPDATE ledger SET sums = \(before)")
        }
        let restarted = DecisionService(test.house.storage, Town.catalogue, test.house.sealer, test.house.logger)
        await #expect(throws: UnauthenticLedger.head) { try await restarted.load() }
    }

    @Test func `rows add up after every act of the walk through the demo world`() async throws {
        let test = try await TestHouse.demo()
        let acts = PreparedActs(test: test)
        try await acts.register(Town.lucas, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.end(.block, Town.lucas, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.end(.unblock, Town.lucas, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.end(.remove, Town.lucas, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await test.house.read { tx in
            let sums = try tx.rowSums()
            #expect(try tx.recomputedSums(tx.rowHasher(for: sums)) == sums)
        }
        _ = try await test.verified()
    }

    private func decided(_ decisions: DecisionService) async throws -> [Bool] {
        let questions = Self.people.flatMap { person in
            ["dimona", "dmfa", "checkinatwork"].map {
                DecisionQuestion(person: person.ssin.digits, entity: Town.deLinde.number.digits, application: $0)
            }
        }
        return try await decisions.decide(questions).map { $0.decision.allowed }
    }

    /// Who sees the users of that quality.
    private func seen(_ test: TestHouse, _ quality: Quality) async throws -> [Bool] {
        var seen: [Bool] = []
        for person in Self.people {
            let browser = try await test.signedIn(person)
            seen.append(try await browser.get("/entities/\(Town.deLinde.number.digits)/qualities/\(quality.id)/users").status == .ok)
        }
        return seen
    }
}
