import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Rows and columns that only lead to an act, or that a list is read from: somebody who writes them gains nothing, and makes nobody confirm what was not
/// meant.
@Suite struct FormerRowsAdversaryTests {
    private func tamper(_ walk: UsersWalk, _ statement: SQL) async throws {
        try await walk.test.house.storage.write { tx in try tx.run(statement) }
    }

    @Test func `whoever was blocked when they were removed does not come back unblocked`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let user = try await walk.user(Town.fatima)
        _ = try await jan.post(walk.path(.blockUser, user), ["reason": "misuse"])
        _ = try await jan.post(walk.path(.removeUser, user))
        let removal = try #require(try await walk.test.house.read { tx in try tx.provenActs("code = 'user.removed'", most: 1).first?.id })
        let page = try await jan.get(walk.path(.undo, removal))
        #expect(page.status == .ok)
        try await tamper(walk, "UPDATE blocks SET opened_by = (SELECT MIN(id) FROM acts) WHERE assignment = \(user)")
        let acts = try await walk.acts()
        #expect(try await jan.post(walk.path(.undo, removal), page.hidden + [("step", "confirm")]).status == .internalServerError)
        #expect(try await walk.acts() == acts)
        #expect(try await walk.holding(Town.fatima) == nil)
        // Nor does a history tell of the removal as if nothing had been taken, and offer to undo it.
        let history = try await jan.get(walk.path(.qualityHistory))
        #expect(history.status == .ok && !history.body.contains("\(walk.path(.undo, removal))?alone"))
    }

    @Test func `who is about to be confirmed is called by their own names, whatever the list calls them`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let (fatima, other) = (try await walk.user(Town.fatima), Town.deLindeCrowd[0])
        let (given, family) = (other.givenName?.text ?? "", other.familyName.text)
        try await tamper(walk, "UPDATE roster SET given_name = \(given), family_name = \(family), user_name = 'x' WHERE assignment = \(fatima)")
        let page = try await jan.submit(walk.path(.userSelection), [("change", "block"), ("filter", ""), ("user", "\(fatima)")])
        #expect(page.body.contains(Town.fatima.familyName.text) && page.body.contains("fatimaelamrani"))
        #expect(!page.body.contains(other.familyName.text))
    }

    @Test func `an access is told to be given by whoever gave it, or by nobody`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let user = try await walk.user(Town.fatima)
        _ = try await jan.post(walk.path(.userApplications, user), [("applications", "dimona"), ("applications", "ecaro")])
        let elsewhere = try await walk.test.house.read { tx in
            try tx.row("SELECT id, actor FROM acts WHERE entity = \(Town.amisDuLivre.id) AND actor IS NOT NULL ORDER BY id LIMIT 1") {
                (act: try $0.integer("id"), actor: Person.ID(rawValue: try $0.integer("actor")))
            }
        }
        let (act, actor) = try #require(elsewhere)
        let name = try #require(try await walk.test.house.read { tx in try tx.person(actor)?.name })
        try await tamper(walk, "UPDATE grants SET opened_by = \(act) WHERE assignment = \(user) AND open = 1")
        let given = try await walk.test.house.read { tx in try tx.openings(ofGrantsOn: user) }
        #expect(given.isEmpty)
        #expect(try await !jan.get(walk.path(.user, user)).body.contains(name))
    }

    @Test func `a history tells what somebody acted as from the act that gave it`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, pieter) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.pieter))
        _ = try await pieter.post(walk.path(.blockUser, try await walk.user(Town.fatima)), ["reason": "absence"])
        try await PreparedActs(test: walk.test).end(.remove, Town.pieter, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await tamper(walk, "UPDATE assignments SET role = 'manager' WHERE person = \(Town.pieter.id) AND open IS NULL")
        let roles = try await walk.test.house.read { tx in
            try tx.rolesHeld(by: Set(tx.provenActs("actor = \(Town.pieter.id) AND code = 'user.blocked'", most: 5).map(\.authority)))
        }
        #expect(!roles.isEmpty && roles.values.allSatisfy { $0 == .coManager })
        #expect(try await jan.get(walk.path(.qualityHistory)).status == .ok)
    }

    @Test func `an act that was moved to another day is told as one that nothing proves`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        _ = try await jan.post(walk.path(.blockUser, try await walk.user(Town.fatima)), ["reason": "absence"])
        #expect(try await !jan.get(walk.path(.qualityHistory)).body.contains(walk.words("history.unproven")))
        try await tamper(walk, "UPDATE acts SET at = at + 1000000 WHERE code = 'user.blocked' AND actor = \(Town.jan.id)")
        #expect(try await jan.get(walk.path(.qualityHistory)).body.contains(walk.words("history.unproven")))
    }
}
