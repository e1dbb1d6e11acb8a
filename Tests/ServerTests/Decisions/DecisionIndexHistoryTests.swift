import Rules
import Sample
import Storage
import Testing

@testable import Server

/// The index and the database answer alike, through histories that nobody wrote.
@Suite struct DecisionIndexHistoryTests {
    private static let people = [
        Town.sofie, Town.jan, Town.pieter, Town.fatima, Town.amelie, Town.lucas, Town.claire, Town.ingrid, Town.karl, Town.thomas,
    ]
    private static let entities = [Town.deLinde, Town.vennbahn, Town.tournesol, Town.atelierFerme]

    @Test(arguments: [UInt64.random(in: 1 ... .max), 1, 2]) func `after every act of a random history`(seed: UInt64) async throws {
        let test = try await TestHouse.demo()
        try await test.house.decisions.load()
        var dice = Dice(state: seed)
        let before = try #require(test.house.decisions.position)
        // Most acts of chance are refused; a history of refusals would prove nothing.
        for step in 0..<1000 {
            guard let position = test.house.decisions.position, position < before + 16 else { break }
            await deed(PreparedActs(test: test), &dice)
            try await compare(test, "seed \(seed), step \(step)", &dice)
        }
        #expect(test.house.decisions.position ?? 0 >= before + 16, "seed \(seed)")
        let asked = try await test.house.read { tx in try IndexVerification(Town.catalogue, at: test.clock.now).run(tx) }
        #expect(asked > 100, "seed \(seed)")
    }

    @Test func `an index read now answers as one that has followed`() async throws {
        let test = try await TestHouse.demo()
        try await test.house.decisions.load()
        let preparedActs = PreparedActs(test: test)
        try await preparedActs.give(Town.fatima, ["dmfa", "ecaro"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await preparedActs.end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        let fresh = DecisionService(test.house.storage, Town.catalogue, test.house.sealer, test.house.logger)
        try await fresh.load()
        let questions = Self.questions(Self.people, Self.entities)
        #expect(try await fresh.decide(questions) == test.house.decisions.decide(questions))
    }

    @Test func `nobody needs to be known at the start`() async throws {
        let test = try await TestHouse.empty()
        try await test.house.decisions.load()
        try await test.house.found(try Town.world(), password: nil)
        var dice = Dice(state: 3)
        try await compare(test, "founded after the index was read", &dice)
    }

    @Test func `what the register says of an entity is heard`() async throws {
        let test = try await TestHouse.demo()
        let question = DecisionQuestion(person: Town.jan.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona")
        #expect(try await test.house.decisions.decide([question]).first?.decision.reason == .manager)
        try await PreparedActs(test: test).cease(Town.deLinde)
        #expect(try await test.house.decisions.decide([question]).first?.decision.reason == .entityCeased)
    }

    @Test func `a position that the ledger has not reached is waited for in vain`() async throws {
        let test = try await TestHouse.demo()
        await #expect(throws: PositionNotReached.self) { try await test.house.decisions.decide([], atLeast: 1_000_000) }
    }

    @Test func `verifying names the first assignment that rows and acts decide differently`() async throws {
        let test = try await TestHouse.demo()
        try await test.house.storage.write { tx in _ = try tx.run("UPDATE assignments SET role = 'co-manager' WHERE id = 100010") }
        await #expect(throws: IndexDiscrepancy.actsDiffer(assignment: 100_010, application: "dimona")) {
            try await test.house.storage.read { tx in _ = try IndexVerification(Town.catalogue, at: test.clock.now).run(tx) }
        }
    }

    // MARK: PreparedActs

    /// One thing that somebody might do; the rules may refuse it.
    private func deed(_ preparedActs: PreparedActs, _ dice: inout Dice) async {
        let (actor, person) = (dice.pick(Self.people), dice.pick(Self.people))
        let entity = dice.pick(Array(Self.entities.prefix(3)))
        let applications: Set<SecuredApplication.Code> = Set((0..<3).map { _ in dice.pick(["dimona", "dmfa", "ecaro", "invoices"]) })
        let domain: AccessDomain.Code = "nsso-employer"
        let kind = dice.below(10)
        do {
            let held = try await preparedActs.test.house.read { tx in
                try tx.qualities(of: entity.id).first { $0.domain == domain }.map { try tx.holding(of: person.id, in: $0.id) }
            }
            if kind > 2, held == nil { return }
            if kind > 7, held ?? nil == nil { return }
            switch kind {
            case 0: try await preparedActs.designate(person, of: entity, by: actor)
            case 1: try await preparedActs.appointCoChief(person, of: entity, by: actor)
            case 2: try await preparedActs.activate(domain, for: entity, manager: person, by: actor)
            case 3: try await preparedActs.appointManager(person, of: domain, in: entity, by: dice.pick([Town.sofie, Town.ingrid, actor]))
            case 4: try await preparedActs.appointCoManager(person, of: domain, in: entity, by: dice.pick([Town.sofie, Town.jan, actor]))
            case 5, 6: try await preparedActs.register(person, applications, of: domain, in: entity, by: dice.pick([Town.sofie, Town.karl, actor]))
            case 7: try await preparedActs.give(person, applications, of: domain, in: entity, by: dice.pick([Town.sofie, Town.jan, actor]))
            default:
                let fate = dice.pick([PreparedActs.Fate.block, .unblock, .remove])
                try await preparedActs.end(fate, person, of: domain, in: entity, by: dice.pick([Town.sofie, Town.ingrid, actor]))
            }
        } catch is Refusal { return } catch { Issue.record(error) }
    }

    private func compare(_ test: TestHouse, _ told: String, _ dice: inout Dice) async throws {
        let questions = (0..<25).map { _ in
            DecisionQuestion(
                person: dice.pick(Self.people).ssin.digits, entity: dice.pick(Self.entities).number.digits,
                application: dice.pick(["dimona", "dmfa", "ecaro", "insurability", "telegraph"]),
                domain: dice.pick(["nsso-employer", "care-home", nil]))
        }
        let indexed = try await test.house.decisions.decide(questions)
        let asked = try await test.house.read { tx in try questions.map { try tx.decide($0, Town.catalogue, at: test.clock.now) } }
        for (number, question) in questions.enumerated() { #expect(indexed[number] == asked[number], "\(told): \(question)") }
    }

    private static func questions(_ people: [Person], _ entities: [Entity]) -> [DecisionQuestion] {
        people.flatMap { person in
            entities.flatMap { entity in
                ["dimona", "dmfa", "insurability"].map {
                    DecisionQuestion(person: person.ssin.digits, entity: entity.number.digits, application: $0)
                }
            }
        }
    }
}

/// The same throws for the same seed.
private struct Dice {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(truncatingIfNeeded: (state >> 33) % UInt64(bound))
    }

    mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
}
