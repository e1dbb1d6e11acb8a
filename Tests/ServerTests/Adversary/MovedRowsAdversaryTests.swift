import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// No act is done upon rows that acts did not write, whoever is led to do it: rows and ledger stay as they were.
@Suite struct MovedRowsAdversaryTests {
    @Test(arguments: MovedRow.all) func `nothing is done upon it`(moved: MovedRow) async throws {
        let test = try await TestHouse.demo()
        try await moved.before(PreparedActs(test: test))
        let scene = try await MovedRow.Scene(test)
        let acts = try await test.acts().count
        let moves = try await moved.moves(scene)
        try await test.house.decisions.load()
        try await run(moves.map(\.there), test)
        let operation = try await moved.operation(scene)
        let occasion = try await test.occasion(of: moved.actor, moved.power, in: Place(moved.isAtVennbahn ? scene.vennbahn : scene.linde))
        await #expect(throws: UnauthenticRow.self) { try await test.perform(operation, on: occasion) }
        #expect(try await test.acts().count == acts)
        #expect(["assignments", "qualities"].contains { test.house.unauthentic.count(of: $0) > 0 })
        try await run(moves.reversed().map(\.back), test)
        _ = try await test.verified()
    }

    @Test func `a manager gives no application to another entity's user who is moved to theirs for a moment`() async throws {
        let test = try await TestHouse.demo()
        let scene = try await MovedRow.Scene(test)
        let question = DecisionQuestion(person: Town.fatima.ssin.digits, entity: Town.deLinde.number.digits, application: "works-declaration")
        #expect(try await test.house.decisions.decide([question]).map(\.decision.allowed) == [false])
        let (move, row, karl) = (try await scene.toVennbahn(Town.fatima), try await scene.held(Town.fatima), try await test.signedIn(Town.karl))
        try await run([move.there], test)
        let path = "/entities/\(Town.vennbahn.number.digits)/qualities/\(scene.vennbahn.id)/users/\(row)/applications"
        let ticked: KeyValuePairs = [
            "applications": "dimona", "applications": "works-declaration", "had": "dimona", "had": "dmfa", "step": "confirm",
        ]
        let answer = try await karl.post(path, ticked)
        // The page asks the acts before the rule does: nobody is there.
        #expect(answer.status == .notFound)
        try await run([move.back], test)
        #expect(try await test.house.decisions.decide([question]).map(\.decision.allowed) == [false])
        _ = try await test.verified()
    }

    @Test(arguments: [true, false]) func `a co-chief gives no password to a chief whose holdings are hidden for a moment`(hides: Bool) async throws {
        let test = try await TestHouse.demo()
        let (quality, admin) = (try await test.quality(Town.meuse, "approved-social-secretariat"), DatabaseWriter(test: test))
        try await test.house.decisions.load()
        let account = try await admin.row(.accounts, Town.helene.id)
        let (chief, user, person) = try await test.house.read { tx in
            let user = try tx.row("SELECT id, person FROM assignments WHERE quality = \(quality.id) AND role = 'user' AND open = 1") {
                (Assignment.ID(rawValue: try $0.integer("id")), Person.ID(rawValue: try $0.integer("person")))
            }
            let found = try #require(user)
            return (try #require(try tx.chief(of: Town.meuse.id)).assignment.id, found.0, found.1)
        }
        let (there, back): (SQL, SQL) =
            hides
            ? (
                "UPDATE assignments SET open = NULL, closed_by = opened_by WHERE id = \(chief)",
                "UPDATE assignments SET open = 1, closed_by = NULL WHERE id = \(chief)"
            )
            : (
                "UPDATE assignments SET person = \(Town.thomas.id) WHERE id = \(chief)",
                "UPDATE assignments SET person = \(Town.helene.id) WHERE id = \(chief)"
            )
        let marc = try await test.signedIn(Town.marc)
        try await run([there, "UPDATE assignments SET person = \(Town.helene.id) WHERE id = \(user)"], test)
        let path = "/entities/\(Town.meuse.number.digits)/qualities/\(quality.id)/users/\(user)/password"
        let fields: KeyValuePairs = ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]
        // The page asks the acts before the rule does: nobody is there.
        #expect(try await marc.post(path, fields).status == .notFound)
        try await run(["UPDATE assignments SET person = \(person) WHERE id = \(user)", back], test)
        #expect(try await admin.row(.accounts, Town.helene.id) == account)
        _ = try await test.verified()
    }

    @Test func `nobody becomes chief beside one who is hidden for a moment`() async throws {
        let test = try await TestHouse.demo()
        let (walk, sofie) = (DesignationWalk(test: test), try await test.signedIn(Town.sofie))
        let chief = try #require(try await walk.chief(of: Town.deLinde)).assignment.id
        let draft = try await walk.save(DesignationWalk.another(Town.thomas), for: Town.deLinde, in: sofie)
        let acts = try await walk.acts()
        try await run(["UPDATE assignments SET role = 'co-chief' WHERE id = \(chief)"], test)
        #expect(try await walk.confirm(draft, in: sofie).status == .internalServerError)
        try await run(["UPDATE assignments SET role = 'chief' WHERE id = \(chief)"], test)
        #expect(try await walk.acts() == acts)
        _ = try await test.verified()
    }

    @Test func `what another node has just done stands in nobody's way`() async throws {
        let test = try await TestHouse.demo()
        let scene = try await MovedRow.Scene(test)
        try await test.house.decisions.load()
        let occasion = try await test.occasion(of: Town.jan, .manageUsers, in: Place(scene.linde))
        try await PreparedActs(test: test).register(Town.lucas, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        let lucas = try await scene.held(Town.lucas)
        // This one holds none of it.
        let behind = test.restarted().house
        try await behind.decisions.load()
        for operation: any Server.Operation<Occasion> in [
            BlockUser(user: lucas, quality: scene.linde, reason: .absence), UnblockUser(user: lucas, quality: scene.linde),
            RemoveUser(user: lucas, quality: scene.linde),
        ] {
            try await test.perform(operation, on: occasion)
            try await test.perform(
                BlockUser(user: try await scene.held(Town.fatima), quality: scene.linde, reason: .absence), in: behind, on: occasion)
            try await test.perform(UnblockUser(user: try await scene.held(Town.fatima), quality: scene.linde), on: occasion)
        }
        #expect(test.house.unauthentic.count(of: "assignments") == 0 && behind.unauthentic.count(of: "assignments") == 0)
        _ = try await test.verified()
    }

    @Test func `an act that this node does not hold yet counts, whatever rows say`() async throws {
        let test = try await TestHouse.demo()
        let scene = try await MovedRow.Scene(test)
        let behind = test.restarted().house
        try await behind.decisions.load()
        try await PreparedActs(test: test).end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        let (fatima, acts) = (try await scene.held(Town.fatima), try await test.acts().count)
        let occasion = try await test.occasion(of: Town.jan, .manageUsers, in: Place(scene.linde))
        let there: SQL = "UPDATE blocks SET open = NULL, closed_by = opened_by WHERE assignment = \(fatima)"
        try await run([there], test)
        let change = ChangeUserApplications(user: fatima, quality: scene.linde, domain: try scene.domain(scene.linde), wanted: ["dimona"])
        await #expect(throws: UnauthenticRow.self) { try await test.perform(change, in: behind, on: occasion) }
        #expect(try await test.acts().count == acts)
    }

    private func run(_ statements: [SQL], _ test: TestHouse) async throws {
        try await test.house.storage.withoutKeys.write { tx in
            for statement in statements {
                let changed = try tx.run(statement)
                #expect(changed > 0)
            }
        }
    }
}
