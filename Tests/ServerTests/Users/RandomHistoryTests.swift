import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import TestSupport
import Testing

@testable import Server

/// Whatever was done before in a quality: the plan that is shown is what changes, and taking it back restores what was (MISSION M11, M12).
@Suite struct RandomHistoryTests {
    private struct Held: Hashable {
        let role: Role
        let applications: Set<SecuredApplication.Code>
        let reason: BlockReason?
    }

    private struct Scene {
        let walk: UsersWalk
        let domain: AccessDomain

        func occasion() async throws -> Occasion { try await walk.test.occasion(of: Town.jan, .manageUsers, in: Place(walk.quality)) }

        /// Everyone who holds something there, by their assignment.
        func holdings() async throws -> [Assignment.ID: (person: Person.ID, held: Held)] {
            let quality = walk.quality.id
            return try await walk.test.house.read { tx in
                let keys = try tx.rows("SELECT id FROM assignments WHERE quality = \(quality) AND open = 1 ORDER BY id") {
                    Assignment.ID(rawValue: try $0.integer("id"))
                }
                return Dictionary(
                    uniqueKeysWithValues: try tx.holdings(keys).map {
                        let held = Held(role: $0.assignment.role, applications: $0.applications, reason: $0.block?.reason)
                        return ($0.assignment.id, ($0.assignment.person, held))
                    })
            }
        }

        func held() async throws -> [Person.ID: Held] {
            Dictionary(uniqueKeysWithValues: try await holdings().values.map { ($0.person, $0.held) })
        }

        /// The plan as a page shows it, and then what was carried out.
        func perform(_ operation: some Server.Operation<Occasion>) async throws -> Plan {
            let occasion = try await occasion()
            let shown = try await walk.test.house.read { tx in try operation.plan(in: tx, on: occasion) }
            let done = try await walk.test.perform(operation, on: occasion)
            #expect(shown.outcomes == done.outcomes)
            #expect(shown.acts.map(\.code) == done.acts.map(\.code))
            return done
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func `what the plan says changes is what changes, and undo restores it`(seed: UInt64) async throws {
        var chance = SeededGenerator(seed: seed)
        let walk = try await UsersWalk.demo()
        let scene = Scene(walk: walk, domain: try #require(Town.catalogue["nsso-employer"]))
        var done: [(plan: Plan, before: [Person.ID: Held])] = []
        for _ in 0..<16 {
            walk.test.clock.advance(by: 60)
            if let last = done.last, Int.random(in: 0..<3, using: &chance) == 0 {
                done.removeLast()
                let undo = UndoActs(last: try #require(last.plan.acts.last).id, quality: walk.quality, domain: scene.domain, most: 1000)
                let undone = try await scene.perform(undo)
                let left = undone.outcomes.entries.filter { $0.outcome != .changes }
                #expect(left == [], "\(left.map(\.outcome))")
                let now = try await scene.held()
                let differing = Set(now.keys).union(last.before.keys).filter { now[$0] != last.before[$0] }
                #expect(differing == [], "\(differing.map { (last.before[$0], now[$0]) }) after \(last.plan.acts.first?.code as Any)")
                continue
            }
            let (holdings, before) = (try await scene.holdings(), try await scene.held())
            let change = change(&chance, scene.domain)
            // A co-manager who was removed is appointed anew; and nobody is registered, again or not, without an application.
            let chosen = holdings.keys.sorted { $0.rawValue < $1.rawValue }.filter { key in
                Bool.random(using: &chance)
                    && (change != .remove || holdings[key].map { $0.held.role == .user && !$0.held.applications.isEmpty } ?? false)
            }
            let plan = try await scene.perform(
                ChangeSelection(
                    change: change, users: .ticked(chosen), quality: walk.quality, domain: scene.domain, most: 1000))
            try await expect(plan, of: chosen.map { holdings[$0]?.person }, from: before, to: scene.held())
            if !plan.acts.isEmpty { done.append((plan, before)) }
        }
        _ = try await walk.test.verified()
    }

    /// Whoever the plan says changes has changed, and nobody else.
    private func expect(_ plan: Plan, of chosen: [Person.ID?], from before: [Person.ID: Held], to after: [Person.ID: Held]) async throws {
        let changing = zip(chosen, plan.outcomes.entries).compactMap { person, entry in entry.outcome == .changes ? person : nil }
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        #expect(Set(changing) == Set(changed))
        #expect(Set(plan.acts.compactMap(\.subject)) == Set(changed))
    }

    private func change(_ chance: inout SeededGenerator, _ domain: AccessDomain) -> SelectionChange {
        let applications = Set(domain.applications.map(\.code).filter { _ in Int.random(in: 0..<4, using: &chance) == 0 })
        return switch Int.random(in: 0..<5, using: &chance) {
        case 0: .addApplications(applications)
        case 1: .removeApplications(applications)
        case 2: .block(BlockReason.allCases.randomElement(using: &chance) ?? .absence)
        case 3: .unblock
        default: .remove
        }
    }
}
