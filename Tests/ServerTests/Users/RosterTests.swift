import Foundation
import Rules
import Sample
import Storage
import Testing

@testable import Server

/// The list says what the rows say, whatever was done.
@Suite struct RosterTests {
    private func isTrue(_ walk: UsersWalk) async throws -> Bool { try await walk.test.house.read { tx in try tx.rosterIsTrue() } }

    @Test func `the demo world is listed as it is`() async throws { #expect(try await isTrue(.demo())) }

    @Test func `whoever leaves, is blocked, or opens an account is listed so`() async throws {
        let crowd = Crowd(walk: try await UsersWalk.demo())
        try await crowd.settle(0..<60)
        #expect(try await isTrue(crowd.walk))
        for number in [0, 1, 50] { try await crowd.leave(number) }
        #expect(try await isTrue(crowd.walk))
        #expect(try await crowd.read(UserFilter()).count == .exactly(16 + 57))
    }

    @Test func `a new name or user name is found at once, and the old one no more`() async throws {
        let crowd = Crowd(walk: try await UsersWalk.demo())
        try await crowd.settle(0..<4)
        var person = try Crowd.person(3)
        person.familyName = try PersonName("Uyttendaele")
        try await crowd.walk.test.house.storage.write { [person] tx in
            try tx.saveNames(of: person)
            try tx.openAccount(UserName("bienvenue2026"), password: "-", mustChange: false, for: person.id, at: Town.opening)
        }
        #expect(try await isTrue(crowd.walk))
        for name in ["uytt", "bienvenue2026"] {
            var filter = UserFilter()
            filter.name = name
            #expect(try await crowd.read(filter).rows.map(\.familyName) == ["Uyttendaele"], "\(name)")
        }
    }

    @Test(
        arguments: [
            "DELETE FROM roster WHERE assignment = (SELECT MIN(assignment) FROM roster)", "UPDATE roster SET blocked = 1 - blocked",
            "UPDATE roster SET name = 'nobody' WHERE assignment = (SELECT MIN(assignment) FROM roster)",
            "UPDATE roster SET given_name = 'Nobody' WHERE assignment = (SELECT MIN(assignment) FROM roster)",
            "UPDATE roster SET family_name = 'Nobody' WHERE assignment = (SELECT MIN(assignment) FROM roster)",
            "UPDATE roster SET applications = applications + 1 WHERE assignment = (SELECT MIN(assignment) FROM roster)",
            "DELETE FROM roster_names WHERE term LIKE 'f%'", "DELETE FROM roster_applications WHERE application = 'dimona'",
            "INSERT INTO roster_names (quality, term, assignment, part, shared, shared_in_part) SELECT quality, 'zz', assignment, 0, 2, 2 FROM roster",
        ] as [SQL])
    func `a list that says something else is found, and can be written anew`(_ change: SQL) async throws {
        let walk = try await UsersWalk.demo()
        try await walk.test.house.storage.write { tx in _ = try tx.run(change) }
        #expect(try await !isTrue(walk))
        try await walk.test.house.storage.write { tx in try tx.rebuildRoster() }
        #expect(try await isTrue(walk))
    }

    @Test func `a list of before it held whole rows is completed`() async throws {
        let walk = try await UsersWalk.demo()
        try await walk.test.house.storage.write { tx in
            _ = try tx.run("UPDATE roster SET given_name = '', family_name = '', applications = 0")
            for statement in Schema.wholeRows.statements where "\(statement)".contains("UPDATE roster") {
                _ = try tx.run(statement)
            }
        }
        #expect(try await isTrue(walk))
    }

    @Test(
        arguments: [
            (["Anne"], "Van den Bossche", "vandenbossche"), (["Anne"], "D’Hondt", "dhondt"), (["Anne"], "O'Connor", "OConnor"),
            (["Anne"], "Müller", "mueller"), (["Anne"], "Müller", "muller"), (["Anne"], "Häßler", "haessler"), (["Anne"], "Häßler", "hassler"),
            (["Anne"], "Łapiński", "lapinski"), (["Anne"], "Van den Bossche", "anne vanden bossche"), ([], "Suharto", "suharto"),
        ] as [([String], String, String)])
    func `a name is found however it is parted and spelled, in any order and beside any filter`(given: [String], family: String, typed: String)
        async throws
    {
        let crowd = Crowd(walk: try await UsersWalk.demo())
        try await crowd.settle(0..<8)
        var person = try Crowd.person(3)
        (person.givenName, person.familyName) = (try given.first.map { try PersonName($0) }, try PersonName(family))
        try await crowd.walk.test.house.write { [person] tx in try tx.saveNames(of: person) }
        for order in UserFilter.Order.allCases {
            for status in [nil, UserFilter.Status.active] {
                var filter = UserFilter()
                (filter.name, filter.order, filter.status) = (RosterName.typed(typed), order, status)
                let list = try await crowd.read(filter)
                #expect(list.rows.count { $0.familyName == family && $0.givenName == given.first ?? "" } == 1, "\(order)")
                #expect(list.rows.allSatisfy { RosterName($0).starts(with: filter.name) } && Set(list.rows.map(\.id)).count == list.rows.count)
                #expect(list.count == .exactly(list.rows.count), "\(order)")
            }
        }
        #expect(try await isTrue(crowd.walk))
    }

    @Test func `a database whose names were found by their words alone is completed`() async throws {
        let walk = try await UsersWalk.demo()
        try await walk.test.house.storage.write { tx in
            try tx.run("DROP TABLE roster_names")
            try tx.run("CREATE TABLE roster_names (quality BIGINT, term TEXT, assignment BIGINT, head BIGINT)")
            for statement in Schema.finding.statements + Schema.nameParts.statements { try tx.run(statement) }
        }
        #expect(try await walk.test.house.read { tx in try tx.lacksRoster() })
        try await walk.test.house.storage.write { tx in try tx.rebuildRoster() }
        #expect(try await isTrue(walk))
    }

    @Test func `a database of before the list is completed`() async throws {
        let walk = try await UsersWalk.demo()
        let lacks = { @Sendable in try await walk.test.house.read { tx in try tx.lacksRoster() } }
        #expect(try await !lacks())
        try await walk.test.house.storage.write { tx in
            for table in ["DELETE FROM roster_names", "DELETE FROM roster_applications", "DELETE FROM roster"] as [SQL] { try tx.run(table) }
        }
        #expect(try await lacks())
    }
}
