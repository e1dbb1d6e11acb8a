import Foundation
import HTTPTypes
import Rules
import Sample
import TestSupport
import Testing

@testable import Server
@testable import Storage

/// Whatever integer an administrator writes into whichever row, the server answers, refuses or says what is wrong. A number that is reckoned with and
/// overflows would end the process, and so this run.
@Suite(.timeLimit(.minutes(20))) struct HostileNumbersTests {
    @Test(arguments: [Int64.max, .min]) func `the largest and the smallest number in any column end nothing`(number: Int64) async throws {
        let walk = try await UsersWalk.demo()
        let test = walk.test
        try await fill(walk)
        let jan = try await test.signedIn(Town.jan)
        for table in try MadeTable.made(by: Schema.migrations) {
            for column in table.columns {
                guard let former = try await replace(column, of: table, by: number, test) else { continue }
                await use(walk, jan)
                // On SQLite what was reckoned with may be another by now; it is put back all the same where it is not.
                try? test.database.administrator.run(
                    try Self.unbound(test) + "UPDATE \(table.name) SET \(column) = \(former) WHERE \(column) = \(number)")
            }
        }
    }

    /// Something of everything.
    private func fill(_ walk: UsersWalk) async throws {
        let (test, now, newID) = (walk.test, walk.test.clock.now, walk.test.house.newID)
        _ = try await test.browser().post("/sign-in", ["userName": "sofiepeeters", "password": "wrong"])
        _ = try await test.signedIn(Town.jan).post(walk.path(.blockUser, try await walk.user(Town.fatima)), ["reason": "absence"])
        try await test.house.storage.write { tx in
            try tx.registerChanged(Town.deLinde.id)
            _ = try tx.run(
                """
                INSERT INTO look_ups (id, at, actor, entity, quality, sought, subject)
                VALUES (\(newID()), \(now), \(Town.jan.id), \(Town.deLinde.id), \(walk.quality.id), \([UInt8](repeating: 1, count: 16)), \(Town.fatima.id))
                """)
        }
    }

    private static func unbound(_ test: TestHouse) throws -> String {
        if case .sqlite = try test.database.url() { "" } else { "SET session_replication_role = replica; " }
    }

    /// What one row held; nil when no row holds a number there, or none may hold this one.
    private func replace(_ column: String, of table: MadeTable, by number: Int64, _ test: TestHouse) async throws -> Int64? {
        let place = try #require(table.columns.firstIndex(of: column))
        let former = try await test.house.storage.read { tx in
            var last: Int64?
            try tx.each(table) { if case .integer(let integer) = $0[place] { last = integer } }
            return last
        }
        guard let former, former != number else { return nil }
        do {
            try test.database.administrator.run(
                try Self.unbound(test) + "UPDATE \(table.name) SET \(column) = \(number) WHERE \(column) = \(former)")
        } catch { return nil }
        return former
    }

    /// What pages, decisions, letters, sums and commands read. Faults are answers.
    private func use(_ walk: UsersWalk, _ jan: Browser) async {
        let (test, now) = (walk.test, walk.test.clock.now)
        _ = try? await test.browser().post("/sign-in", ["userName": "sofiepeeters", "password": "wrong"])
        for path in ["/entities", walk.path(.users), walk.path(.quality), "/me"] { _ = try? await jan.get(path) }
        let question = DecisionQuestion(person: Town.fatima.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona", domain: nil)
        _ = try? await test.house.decisions.decide([question])
        if let house = try? test.restarted().house {
            _ = try? await house.decisions.decide([question])
            _ = await house.scrape()
            _ = await house.health.state()
        }
        _ = try? await test.house.storage.write { tx in try tx.claimLetters(atMost: 20, now: now, until: now) }
        _ = try? await test.house.write { tx in try tx.registerChanged(Town.deLinde.id) }
        _ = try? await test.house.storage.write { tx in try tx.renewCodes(ofActsFrom: 0, most: 1000) }
        _ = try? await test.verified()
    }
}
