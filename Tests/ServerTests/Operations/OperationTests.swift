import Foundation
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// What is asked, planned, shown and carried out (DESIGN §3).
@Suite struct OperationTests {
    /// An operation on somebody of De Linde's NSSO quality, as Jan, its manager, asks it.
    private struct Scene {
        let walk: UsersWalk
        let occasion: Occasion

        static func demo() async throws -> Scene {
            let walk = try await UsersWalk.demo()
            return Scene(walk: walk, occasion: try await walk.test.occasion(of: Town.jan, .manageUsers, in: Place(walk.quality)))
        }

        var domain: AccessDomain { get throws { try #require(Town.catalogue["nsso-employer"]) } }

        func preview(_ operation: some Server.Operation<Occasion>) async throws -> Preview {
            let occasion = occasion
            return try await walk.test.house.read { tx in try tx.preview(operation.plan(in: tx, on: occasion)) }
        }

        func perform(_ operation: some Server.Operation<Occasion>) async throws -> Plan {
            try await walk.test.perform(operation, on: occasion)
        }

        func undo(_ plan: Plan) async throws {
            for operation in plan.undo {
                guard let operation = operation as? any Server.Operation<Occasion> else { continue }
                _ = try await perform(operation)
            }
        }

        func fatima() async throws -> Assignment.ID { try await walk.user(Town.fatima) }

        func applications(_ wanted: Set<SecuredApplication.Code>, _ user: Assignment.ID) throws -> ChangeUserApplications {
            ChangeUserApplications(user: user, quality: walk.quality, domain: try domain, wanted: wanted)
        }
    }

    @Test func `a preview writes nothing, and says what then happens`() async throws {
        let scene = try await Scene.demo()
        let user = try await scene.fatima()
        let (acts, letters) = (try await scene.walk.acts(), try await scene.walk.letters().count)
        let operations: [any Server.Operation<Occasion>] = [
            try scene.applications(["ecaro", "dmfa"], user), BlockUser(user: user, quality: scene.walk.quality, reason: .absence),
            UnblockUser(user: user, quality: scene.walk.quality), RemoveUser(user: user, quality: scene.walk.quality),
        ]
        let expected: [Set<Consequence>] = [
            [.opens(Town.fatima.id, application: "ecaro"), .opensNoLonger(Town.fatima.id, application: "dimona"), .told(Town.fatima.id)],
            [.blocked(Town.fatima.id), .told(Town.fatima.id)],
            [.opens(Town.fatima.id, application: "ecaro"), .opens(Town.fatima.id, application: "dmfa"), .told(Town.fatima.id)],
            [
                .ends(.user, Town.fatima.id), .opensNoLonger(Town.fatima.id, application: "ecaro"),
                .opensNoLonger(Town.fatima.id, application: "dmfa"), .told(Town.fatima.id),
            ],
        ]
        for (step, operation) in operations.enumerated() {
            let preview = try await scene.preview(operation)
            #expect(try await scene.walk.acts() == acts + step)
            #expect(try await scene.walk.letters().count == letters + step)
            #expect(Set(preview.consequences) == expected[step])
            #expect(preview.people[Town.fatima.id]?.name == Town.fatima.name)
            let plan = try await scene.perform(operation)
            #expect(plan.acts.map(\.code) == preview.plan.acts.map(\.code))
            #expect(try await scene.walk.acts() == acts + step + 1)
            #expect(try await scene.walk.letters().count == letters + step + 1)
        }
        #expect(try await scene.walk.holding(Town.fatima) == nil)
        #expect(try await scene.walk.test.verified().size == Int64(acts + 4))
    }

    @Test func `a block that ends with its assignment gives nothing back`() async throws {
        let scene = try await Scene.demo()
        let user = try await scene.fatima()
        _ = try await scene.perform(BlockUser(user: user, quality: scene.walk.quality, reason: .misuse))
        let consequences = try await scene.preview(RemoveUser(user: user, quality: scene.walk.quality)).consequences
        #expect(!consequences.contains { if case .opens = $0 { true } else { false } })
        #expect(consequences.contains(.ends(.user, Town.fatima.id)))
    }

    @Test func `what a plan undoes is as it was before`() async throws {
        let scene = try await Scene.demo()
        let user = try await scene.fatima()
        let before = try #require(try await scene.walk.holding(Town.fatima))
        let operations: [any Server.Operation<Occasion>] = [
            try scene.applications(["ecaro"], user), BlockUser(user: user, quality: scene.walk.quality, reason: .leaving),
        ]
        for operation in operations {
            let plan = try await scene.perform(operation)
            let changed = try #require(try await scene.walk.holding(Town.fatima))
            #expect(changed != before)
            #expect(!plan.undo.isEmpty)
            try await scene.undo(plan)
            let after = try #require(try await scene.walk.holding(Town.fatima))
            #expect(after.assignment == before.assignment && after.applications == before.applications && after.isBlocked == before.isBlocked)
        }
        // Unblocking is taken back with the reason there was.
        _ = try await scene.perform(BlockUser(user: user, quality: scene.walk.quality, reason: .mistake))
        try await scene.undo(try await scene.perform(UnblockUser(user: user, quality: scene.walk.quality)))
        #expect(try await scene.walk.holding(Town.fatima)?.block?.reason == .mistake)
    }

    @Test func `somebody added is removed again by what undoes it`() async throws {
        let scene = try await Scene.demo()
        let add = AddUser(
            Town.amelie.ssin, as: .user(of: scene.walk.quality, try scene.domain), details: .untouched, applications: ["dimona"])
        let preview = try await scene.preview(add)
        #expect(preview.beginning(.user)?.name == Town.amelie.name)
        #expect(preview.applicationsGiven == ["dimona"])
        let plan = try await scene.perform(add)
        #expect(try await scene.walk.holding(Town.amelie)?.applications == ["dimona"])
        try await scene.undo(plan)
        #expect(try await scene.walk.holding(Town.amelie) == nil)
    }

    @Test func `many operations are one plan, all of it or nothing`() async throws {
        let scene = try await Scene.demo()
        let (user, acts) = (try await scene.fatima(), try await scene.walk.acts())
        let block = BlockUser(user: user, quality: scene.walk.quality, reason: .absence)
        await #expect(throws: StorageFault.self) { try await scene.perform(Together([block, block])) }
        let remove = RemoveUser(user: user, quality: scene.walk.quality)
        await #expect(throws: PlanConflict.self) { try await scene.perform(Together([remove, remove])) }
        #expect(try await scene.walk.acts() == acts)
        #expect(try await scene.walk.holding(Town.fatima)?.isBlocked == false)

        let others = try await scene.walk.test.house.read { tx in
            try tx.rows(
                """
                SELECT id FROM assignments a WHERE quality = \(scene.walk.quality.id) AND role = 'user' AND open = 1
                    AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.assignment = a.id AND b.open = 1)
                """
            ) {
                Assignment.ID(rawValue: try $0.integer("id"))
            }
        }
        let all = Together(others.map { BlockUser(user: $0, quality: scene.walk.quality, reason: .absence) })
        #expect(all.reach == .entity)
        let preview = try await scene.preview(all)
        #expect(preview.consequences.count { if case .blocked = $0 { true } else { false } } == others.count)
        let plan = try await scene.perform(all)
        #expect(try await scene.walk.acts() == acts + others.count)
        try await scene.undo(plan)
        #expect(try await scene.walk.holding(Town.fatima)?.isBlocked == false)
    }

    @Test func `a preview asks the rule`() async throws {
        let scene = try await Scene.demo()
        let user = try await scene.fatima()
        await #expect(throws: Refusal.notBlocked) { try await scene.preview(UnblockUser(user: user, quality: scene.walk.quality)) }
        let elsewhere = try await scene.walk.test.quality(Town.deLinde, "nsso-employer")
        let foreign = Quality(id: .init(rawValue: elsewhere.id.rawValue + 1), entity: elsewhere.entity, domain: elsewhere.domain, identifier: "1")
        await #expect(throws: NotFound.self) { try await scene.preview(BlockUser(user: user, quality: foreign, reason: .other)) }
    }
}
