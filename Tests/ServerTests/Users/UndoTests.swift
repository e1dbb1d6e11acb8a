import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// What was done to users is taken back by new acts that name those they undo (MISSION M11, M12).
@Suite struct UndoTests {
    private struct Scene {
        let walk: UsersWalk
        let occasion: Occasion
        let users: [Assignment.ID]

        static func demo() async throws -> Scene {
            let walk = try await UsersWalk.demo()
            let quality = walk.quality
            let users = try await walk.test.house.read { tx in
                try tx.users(UserFilter(), of: quality, at: nil).rows.filter { $0.role == .user && !$0.isBlocked }.prefix(3).map(\.id)
            }
            return Scene(walk: walk, occasion: try await walk.test.occasion(of: Town.jan, .manageUsers, in: Place(walk.quality)), users: users)
        }

        func select(_ change: SelectionChange) throws -> ChangeSelection {
            ChangeSelection(
                change: change, users: .ticked(users), quality: walk.quality, domain: try #require(Town.catalogue["nsso-employer"]), most: 1000)
        }

        func undo(_ plan: Plan, most: Int = 1000, before: Int64? = nil) throws -> UndoActs {
            UndoActs(
                last: try #require(plan.acts.last).id, before: before, quality: walk.quality, domain: try #require(Town.catalogue["nsso-employer"]),
                most: most)
        }

        func perform(_ operation: some Server.Operation<Occasion>) async throws -> Plan { try await walk.test.perform(operation, on: occasion) }

        func held() async throws -> [Person.ID: Held] {
            let quality = walk.quality.id
            return try await walk.test.house.read { tx in
                let keys = try tx.rows("SELECT id FROM assignments WHERE quality = \(quality) AND open = 1") {
                    Assignment.ID(rawValue: try $0.integer("id"))
                }
                return Dictionary(try tx.holdings(keys).map { ($0.assignment.person, Held($0)) }, uniquingKeysWith: { first, _ in first })
            }
        }

        struct Held: Hashable {
            let applications: Set<SecuredApplication.Code>
            let reason: BlockReason?
            init(_ holding: Holding) { (applications, reason) = (holding.applications, holding.block?.reason) }
        }
    }

    static let changes: [SelectionChange] = [
        .addApplications(["belcotax", "ecaro"]), .removeApplications(["dimona"]), .block(.absence), .remove,
    ]

    @Test(arguments: changes) func `all that was done together is taken back together, exactly`(change: SelectionChange) async throws {
        let scene = try await Scene.demo()
        let before = try await scene.held()
        let plan = try await scene.perform(scene.select(change))
        #expect(plan.outcomes.changed > 0)
        #expect(try await scene.held() != before)
        let undone = try await scene.perform(scene.undo(plan))
        #expect(try await scene.held() == before)
        #expect(undone.outcomes.changed == plan.outcomes.changed)
        let originals = Set(plan.acts.map { "\($0.id)" })
        #expect(Set(undone.acts.compactMap { $0.details[Act.undoneDetail] }) == originals)
        _ = try await scene.walk.test.verified()
    }

    @Test func `unblocking is taken back with the reason there was, and removing with the block`() async throws {
        let scene = try await Scene.demo()
        _ = try await scene.perform(scene.select(.block(.misuse)))
        let blocked = try await scene.held()
        let unblocked = try await scene.perform(scene.select(.unblock))
        _ = try await scene.perform(scene.undo(unblocked))
        #expect(try await scene.held() == blocked)
        let removed = try await scene.perform(scene.select(.remove))
        _ = try await scene.perform(scene.undo(removed))
        #expect(try await scene.held() == blocked)
    }

    @Test func `what is no longer as it was left stays, with the reason`() async throws {
        let scene = try await Scene.demo()
        let plan = try await scene.perform(scene.select(.block(.absence)))
        _ = try await scene.perform(UnblockUser(user: scene.users[0], quality: scene.walk.quality))
        _ = try await scene.perform(RemoveUser(user: scene.users[1], quality: scene.walk.quality))
        let undone = try await scene.perform(scene.undo(plan))
        #expect(undone.outcomes.changed == 1)
        #expect(undone.outcomes.entries.filter { $0.outcome == .stays(.changedSince) }.count == 2)
        let again = try await scene.perform(scene.undo(plan))
        #expect(again.acts.isEmpty && again.outcomes.unchanged == 3)
    }

    @Test func `after thirty days nothing is taken back`() async throws {
        let scene = try await Scene.demo()
        let plan = try await scene.perform(scene.select(.block(.absence)))
        scene.walk.test.clock.advance(by: Act.undoSpan + 1)
        let occasion = try await scene.walk.test.occasion(of: Town.jan, .manageUsers, in: Place(scene.walk.quality))
        let operation = try scene.undo(plan)
        let late = try await scene.walk.test.house.read { tx in try operation.plan(in: tx, on: occasion) }
        #expect(late.acts.isEmpty && late.outcomes.entries.allSatisfy { $0.outcome == .stays(.undoExpired) })
    }

    @Test func `an act of another quality, or on nobody of a list, is not there to be taken back`() async throws {
        let scene = try await Scene.demo()
        let jan = try await scene.walk.test.signedIn(Town.jan)
        let first = try await scene.walk.test.house.read { tx in
            try tx.row("SELECT id FROM acts ORDER BY position LIMIT 1") { Act.ID(rawValue: try $0.integer("id")) }
        }
        for act in [try #require(first), Act.ID(rawValue: 987_654_321)] {
            #expect(try await jan.get(scene.walk.path(.undo, act)).status == .notFound)
            #expect(try await jan.post(scene.walk.path(.undo, act), ["step": "confirm"]).status == .notFound)
        }
    }

    @Test func `acts of many parts are taken back in parts, the last first`() async throws {
        let scene = try await Scene.demo()
        let before = try await scene.held()
        let plan = try await scene.perform(scene.select(.block(.absence)))
        let last = try await scene.perform(scene.undo(plan, most: 2))
        guard case .integer(let position)? = last.outcomes.next?.values.first else {
            Issue.record("no next part")
            return
        }
        #expect(last.acts.count == 2)
        let rest = try await scene.perform(scene.undo(plan, most: 2, before: position))
        #expect(rest.acts.count == 1 && rest.outcomes.next == nil)
        #expect(try await scene.held() == before)
    }

    @Test func `a closed row that was written over gives nothing back but what the acts say`() async throws {
        let scene = try await Scene.demo()
        let plan = try await scene.perform(scene.select(.removeApplications(["dimona"])))
        try await scene.walk.test.house.storage.write { tx in _ = try tx.run("UPDATE grants SET application = 'belcotax' WHERE open IS NULL") }
        let undone = try await scene.perform(scene.undo(plan))
        let given = Set(undone.acts.flatMap { $0.opened(Grant.self).map(\.application) })
        #expect(given == ["dimona"])
    }

    @Test func `the page of what was done leads to undoing it, which says first what it changes`() async throws {
        let scene = try await Scene.demo()
        let jan = try await scene.walk.test.signedIn(Town.jan)
        let before = try await scene.held()
        let path = scene.walk.path(.userSelection)
        let ticked = scene.users.map { ("user", "\($0)") }
        let summary = try await jan.submit(path, [("change", "block"), ("filter", "")] + ticked)
        let done = try await jan.submit(path, summary.hidden + [("step", "confirm")])
        let link = try #require(done.body.firstMatch(of: /<a href="([^"]+\/users\/undo\/[0-9]+)">/)?.1)
        let page = try await jan.get(String(link))
        #expect(page.body.contains("3 acts are undone"))
        let undone = try await jan.submit(String(link), page.hidden + [("step", "confirm")])
        #expect(undone.body.contains(scene.walk.words("notices.undone")))
        #expect(try await scene.held() == before)
        // Sent twice it arrives where once does.
        let acts = try await scene.walk.acts()
        #expect(try await jan.post(String(link), page.hidden + [("step", "confirm")]).status == .seeOther)
        #expect(try await scene.walk.acts() == acts)
    }
}
