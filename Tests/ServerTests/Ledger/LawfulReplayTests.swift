import Foundation
import Rules
import Sample
import Storage
import Testing

@testable import Server

/// Acts with every code, key and row that the product would write, recorded by somebody who has the keys: only the rules say that they cannot have been,
/// and `verify` says which rule.
@Suite struct LawfulReplayTests {
    @Test(arguments: UnlawfulDeed.all) func `an act that the rules refuse is named with the rule`(deed: UnlawfulDeed) async throws {
        let scene = try await LedgerScene()
        let acts = try await scene.record(deed)
        let rule = UnlawfulAct(position: scene.size + Int64(acts.count) - 1, code: deed.code, rule: deed.rule)
        await #expect(throws: LedgerFault.unlawful([rule], more: 0)) { try await scene.test.verified() }
    }

    @Test func `an act of every code is among those that are refused`() {
        #expect(Set(UnlawfulDeed.all.map(\.code)) == Set(ActCode.allCases))
    }

    @Test func `all of them are named up to a hundred, and those beyond are counted`() async throws {
        let scene = try await LedgerScene()
        let acts = (0..<120).map { _ in scene.act(.personContactChanged, by: Town.jan, .oneself, about: Town.sofie) }
        try await scene.test.house.storage.write { tx in try tx.enact(acts) }
        let fault = await #expect(throws: LedgerFault.self) { try await scene.test.verified() }
        guard case .unlawful(let named, let more)? = fault else { return #expect(Bool(false), "\(fault as Any)") }
        #expect(named.map(\.position) == Array(scene.size..<scene.size + 100))
        #expect(more == 20)
        #expect(fault?.description.contains("act \(scene.size) (person.contact-changed): it changes what somebody else holds") == true)
    }

    @Test func `what was lawful stays so beside what was not`() async throws {
        let scene = try await LedgerScene()
        try await scene.record(
            UnlawfulDeed("a user removed by nobody's authority", .userRemoved, .authorityNotHeld) { scene in
                [scene.act(.userRemoved, by: nil, .installation, in: scene.employer, about: Town.fatima, scene.fatima.closing)]
            })
        let deeds = PreparedActs(test: scene.test)
        try await deeds.end(.block, Town.pieter, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        let rule = UnlawfulAct(position: scene.size, code: .userRemoved, rule: .authorityNotHeld)
        await #expect(throws: LedgerFault.unlawful([rule], more: 0)) { try await scene.test.verified() }
    }

    @Test func `clocks may differ by some minutes`() async throws {
        let scene = try await LedgerScene()
        let acts = [
            scene.act(.personContactChanged, by: Town.jan, .oneself, about: Town.jan),
            scene.act(.personContactChanged, by: Town.jan, .oneself, about: Town.jan, after: -RuleVersion.clockTolerance),
        ]
        try await scene.test.house.write { tx in try tx.enact(acts) }
        #expect(try await scene.test.verified().size == scene.size + 2)
    }

    @Test func `rules have versions by the day, and every instant has one`() {
        #expect(RuleVersion.at(.distantPast) == .first)
        #expect(RuleVersion.at(Town.opening) == .first)
    }
}

/// The demo world, and what an inventor of acts knows of it.
struct LedgerScene: Sendable {
    let test: TestHouse
    let size: Int64
    let employer: Quality
    let careHome: Quality
    let logistics: Quality
    let sofie: Holding
    let jan: Holding
    let pieter: Holding
    let fatima: Holding
    let karl: Holding
    let helene: Holding
    let marc: Holding
    let sofieRepresents: LegalFunction
    let bartRepresents: LegalFunction

    init() async throws {
        let test = try await TestHouse.demo()
        let (employer, careHome) = (try await test.quality(Town.deLinde, "nsso-employer"), try await test.quality(Town.deLinde, "care-home"))
        let logistics = try await test.quality(Town.vennbahn, "nsso-employer")
        func held(_ person: Person, _ quality: Quality) async throws -> Holding {
            let found = try await test.house.read { tx in try tx.holding(of: person.id, in: quality.id) }
            return try #require(found)
        }
        func held(_ person: Person, in entity: Entity) async throws -> Holding {
            let found = try await test.house.read { tx in try tx.holding(of: person.id, inEntity: entity.id) }
            return try #require(found)
        }
        func represents(_ person: Person, _ entity: Entity) async throws -> LegalFunction {
            let found = try await test.house.read { tx in try tx.legalFunctions(of: person.id, in: entity.id).first }
            return try #require(found)
        }
        (sofie, helene, marc) = (
            try await held(Town.sofie, in: Town.deLinde), try await held(Town.helene, in: Town.meuse), try await held(Town.marc, in: Town.meuse)
        )
        (jan, pieter) = (try await held(Town.jan, employer), try await held(Town.pieter, employer))
        (fatima, karl) = (try await held(Town.fatima, employer), try await held(Town.karl, logistics))
        sofieRepresents = try await represents(Town.sofie, Town.deLinde)
        bartRepresents = try await represents(Town.bart, Town.meuse)
        size = try await test.house.read { tx in try tx.ledgerHead().size }
        (self.test, self.employer, self.careHome, self.logistics) = (test, employer, careHome, logistics)
    }

    @discardableResult
    func record(_ deed: UnlawfulDeed) async throws -> [Act] {
        let acts = deed.acts(self)
        try await test.house.storage.write { tx in try tx.enact(acts) }
        return acts
    }

    func act(
        _ code: ActCode, by actor: Person?, _ authority: Authority, in quality: Quality? = nil, of entity: Entity? = nil,
        about subject: Person? = nil,
        after seconds: TimeInterval = 0, _ changes: [Change] = []
    ) -> Act {
        Act(
            id: key(), code: code, at: test.clock.now.addingTimeInterval(seconds), actor: actor?.id, authority: authority,
            entity: entity?.id ?? quality?.entity, quality: quality?.id, subject: subject?.id, changes: changes)
    }

    func act(
        _ code: ActCode, by actor: Person, under held: Holding, in quality: Quality? = nil, of entity: Entity? = nil, about subject: Person? = nil,
        after seconds: TimeInterval = 0, _ changes: [Change] = []
    ) -> Act {
        act(code, by: actor, .assignment(held.assignment.id), in: quality, of: entity, about: subject, after: seconds, changes)
    }

    func key<Row>() -> Key<Row> { Key(rawValue: test.house.newID()) }

    func opened(_ person: Person, _ role: Role, of entity: Entity) -> Change {
        .opened(Assignment(id: key(), person: person.id, role: role, entity: entity.id))
    }

    func opened(_ person: Person, _ role: Role, in quality: Quality) -> Change {
        .opened(Assignment(id: key(), person: person.id, role: role, entity: quality.entity, quality: quality.id))
    }

    /// A user with one application.
    func user(_ person: Person, in quality: Quality) -> [Change] {
        let user = Assignment(id: key(), person: person.id, role: .user, entity: quality.entity, quality: quality.id)
        return [.opened(user), .opened(Grant(id: key(), assignment: user.id, application: "dimona"))]
    }

    func grant(_ application: SecuredApplication.Code, to held: Holding) -> Change {
        .opened(Grant(id: key(), assignment: held.assignment.id, application: application))
    }

    func block(_ held: Holding) -> Block { Block(id: key(), assignment: held.assignment.id, reason: .other) }
}
