import DecisionIndex
import FoundationEssentials
import Rules
import Sample
import Testing

@Suite struct DecisionIndexTests {
    private static let questions: [(String, String?)] =
        Town.catalogue.domains.flatMap { domain in domain.applications.map { ($0.code.rawValue, domain.code.rawValue) } }
        + Set(Town.catalogue.domains.flatMap { $0.applications.map(\.code.rawValue) }).sorted().map { ($0, nil) }
        + [("telegraph", nil), ("dimona", "poste"), ("insurability", "nsso-employer")]

    @Test func `after every act of the demo world it decides as the rule does on the rows`() throws {
        var town = try IndexedTown()
        let cast = [Town.sofie, Town.jan, Town.pieter, Town.fatima, Town.helene, Town.marc, Town.ingrid, Town.karl, Town.nadia, Town.thomas]
        for (position, act) in town.world.acts.enumerated() {
            try town.apply(act, at: Int64(position))
            #expect(town.index.size == Int64(position) + 1)
            for person in cast.map(\.id) + [act.subject].compactMap(\.self) {
                for entity in town.world.entities {
                    for (application, domain) in [("dimona", "nsso-employer"), ("dimona", nil), ("insurability", nil)] {
                        let decided = try town.indexed(person, entity, application, domain)
                        #expect(decided.decision == town.ruled(person, entity, application, domain), "\(person) \(entity.name) \(application)")
                    }
                }
            }
        }
    }

    @Test func `everybody and everything of the demo world`() throws {
        var town = try IndexedTown()
        try town.applyAll()
        for person in town.world.people {
            for entity in town.world.entities {
                for (application, domain) in Self.questions {
                    let decided = try town.indexed(person.id, entity, application, domain)
                    #expect(decided.decision == town.ruled(person.id, entity, application, domain), "\(person.id) \(entity.name) \(application)")
                    #expect(decided.path.isEmpty == !decided.decision.allowed)
                }
            }
        }
    }

    @Test func `an entity read once under another number is found by its own`() throws {
        var town = try IndexedTown()
        try town.applyAll()
        func decided() throws -> Bool { try town.indexed(Town.fatima.id, Town.deLinde, "dimona", nil).decision.allowed }
        #expect(try decided())
        try town.index.learn(Town.deLinde.id, EnterpriseNumber("0999999922"), ceases: nil)
        #expect(try !decided())
        try town.index.learn(Town.deLinde.id, Town.deLinde.number, ceases: nil)
        #expect(try decided())
    }

    @Test func `no index is built of rows of which two have the same key`() throws {
        var builder = try IndexBuilder(Town.catalogue, .init())
        let entity = Entity.ID(rawValue: 1)
        try builder.add(entity, Town.deLinde.number, ceases: nil)
        #expect(throws: IndexFault.twice("entity", 1)) { try builder.add(entity, Town.meuse.number, ceases: nil) }
        #expect(throws: IndexFault.twice("entity", 2)) { try builder.add(.init(rawValue: 2), Town.deLinde.number, ceases: nil) }
        let quality = Quality(id: .init(rawValue: 3), entity: entity, domain: "nsso-employer", identifier: "1")
        try builder.add(quality)
        #expect(throws: IndexFault.twice("quality", 3)) { try builder.add(quality) }
        let chief = Assignment(id: .init(rawValue: 4), person: Town.sofie.id, role: .chief, entity: entity, quality: nil)
        try builder.add(chief, isOpen: true, by: .init(rawValue: 5))
        // A closed one is not added up: nothing but this tells that somebody put it there.
        try builder.add(chief, isOpen: false, by: .init(rawValue: 5))
        #expect(throws: IndexFault.twice("assignment", 4)) { try builder.assignmentsEnd() }
    }

    @Test func `Fatima's way of authority is hers, Jan's, Sofie's, and Sofie's function`() throws {
        var town = try IndexedTown()
        try town.applyAll()
        let path = try town.indexed(Town.fatima.id, Town.deLinde, "dimona", nil).path
        #expect(path.map(\.kind) == [.grant, .assignment, .assignment, .assignment, .function])
        #expect(path.map(\.person) == [nil, Town.fatima.id, Town.jan.id, Town.sofie.id, Town.sofie.id])
        #expect(path.map(\.role) == [nil, .user, .manager, .chief, .representative])
        for link in path.dropLast() {
            let position = try #require(link.position)
            let act = town.world.acts[Int(position)]
            #expect(act.id == link.act)
            #expect(act.authority == link.authority)
            #expect(act.changes.contains { $0.opens(link) })
        }
        #expect(path.last?.act == nil)
    }

    @Test func `who or what it does not hold is unknown`() throws {
        var town = try IndexedTown()
        try town.applyAll()
        let number = Town.deLinde.number.value
        func reason(_ person: PersonKey?, _ entity: UInt32?) -> DecisionReason {
            town.index.decide(person: person, entity: entity, application: "dimona", domain: nil, at: IndexedTown.morning).reason
        }
        #expect(reason(try IndexedTown.key(.init(rawValue: 77)), number) == .personUnknown)
        #expect(reason(nil, number) == .personUnknown)
        #expect(reason(try IndexedTown.key(Town.jan.id), 999_999_999) == .entityUnknown)
        #expect(reason(try IndexedTown.key(Town.jan.id), nil) == .entityUnknown)
        #expect(PersonKey([UInt8](repeating: 1, count: 15)) == nil)
    }

    @Test func `an entity that ceases opens nothing from that instant on, until the register says otherwise`() throws {
        var town = try IndexedTown()
        try town.applyAll()
        var index = town.index
        func reason(_ instant: Date = IndexedTown.morning) throws -> DecisionReason {
            index.decide(
                person: try IndexedTown.key(Town.jan.id), entity: Town.deLinde.number.value, application: "dimona", domain: nil, at: instant
            ).reason
        }
        let end = IndexedTown.morning.addingTimeInterval(86_400)
        try index.learn(Town.deLinde.id, Town.deLinde.number, ceases: end)
        #expect(try reason() == .manager)
        #expect(try reason(end.addingTimeInterval(-0.000001)) == .manager)
        #expect(try reason(end) == .entityCeased)
        #expect(try reason() == .manager)
        try index.learn(Town.deLinde.id, Town.deLinde.number, ceases: nil)
        #expect(try reason(end) == .manager)
    }

    @Test func `acts come one after the other, and speak of what is there`() throws {
        let town = try IndexedTown()
        var index = town.index
        #expect(throws: IndexFault.gap(expected: 0, found: 1)) { try index.apply(town.world.acts[1], at: 1) }
        let early = try #require(town.world.acts.first { !$0.opened(Grant.self).isEmpty })
        #expect(throws: IndexFault.self) { try index.apply(early, at: 0) }
    }

    @Test func `rows that decide nothing are passed over`() throws {
        var town = try IndexedTown()
        try town.applyAll()
        var index = town.index
        let locker = Locker(id: .init(rawValue: 9), entity: Town.deLinde.id)
        let act = Act(
            id: .init(rawValue: 5), code: .userEdited, at: IndexedTown.morning, actor: Town.jan.id, authority: .oneself, entity: Town.deLinde.id,
            changes: [.opened(locker), .closed(locker.id)])
        let size = index.size
        try index.apply(act, at: size)
        #expect(index.size == size + 1)
    }
}

extension Change {
    fileprivate func opens(_ link: AuthorityLink) -> Bool {
        switch link.kind {
        case .assignment: opened(Assignment.self).map { $0.id.rawValue == link.id && $0.person == link.person } ?? false
        case .grant: opened(Grant.self)?.id.rawValue == link.id
        default: false
        }
    }
}

/// A kind of row that the product does not have.
private struct Locker: ClosableRow {
    let id: Key<Locker>
    let entity: Entity.ID

    static let kind = RowKind<Locker>(
        "locker", table: "lockers", in: .entity(\.entity), Column("entity", \.entity), row: { Locker(id: $0, entity: $1) })
}
