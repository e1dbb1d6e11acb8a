import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server

/// Someone who knocks at every gate of one entity, Zorghuis De Linde: what they are there, as MISSION's table calls it.
struct GateVisitor: Sendable, CustomTestStringConvertible {
    let name: String
    /// Nil for nobody: no session.
    let person: Person?
    /// Held in the entity, or in its quality `nsso-employer`.
    var roles: [Role] = []
    /// The roles of quality are held in another quality.
    var isElsewhere = false
    var isBlocked = false
    var testDescription: String { name }

    /// What MISSION's table says, asked of `Powers` alone.
    func may(_ power: Power, inQuality: Bool) -> Bool {
        !isBlocked
            && roles.contains { role in
                switch Powers.reach(role, power) {
                case .entity: true
                case .ownQuality: inQuality && !isElsewhere
                case .entities, .installation: false
                case nil: false
                }
            }
    }

    static let all = [
        GateVisitor(name: "nobody", person: nil),
        GateVisitor(name: "someone without a role", person: Town.amelie),
        GateVisitor(name: "the chief of another entity", person: Town.nadia),
        GateVisitor(name: "a representative", person: Town.bart, roles: [.representative]),
        GateVisitor(name: "the chief, who represents", person: Town.sofie, roles: [.representative, .chief]),
        GateVisitor(name: "a chief who does not represent", person: Town.claire, roles: [.chief]),
        GateVisitor(name: "a co-chief", person: Town.marc, roles: [.coChief]),
        GateVisitor(name: "the manager", person: Town.jan, roles: [.manager]),
        GateVisitor(name: "a co-manager", person: Town.pieter, roles: [.coManager]),
        GateVisitor(name: "a user", person: Town.fatima, roles: [.user]),
        GateVisitor(name: "the manager of another quality", person: Town.helene, roles: [.manager], isElsewhere: true),
        GateVisitor(name: "a co-manager of another quality", person: visitor, roles: [.coManager], isElsewhere: true),
        GateVisitor(name: "a blocked co-manager", person: Town.lucas, roles: [.coManager], isBlocked: true),
    ]

    /// One of the crowd, who has nothing to do with the entity otherwise.
    static let visitor = Town.meuseCrowd[59]
    static let signedIn = all.filter { $0.person != nil }
}

/// The demo world with everyone of the cast in their place.
struct GateHouse: Sendable {
    let test: TestHouse
    let here: Quality
    let other: Quality
    let foreign: Quality
    static let entity = Town.deLinde
    static let foreignEntity = Town.vennbahn

    static func open(for visitor: GateVisitor) async throws -> GateHouse {
        let test = try await TestHouse.gates()
        if visitor.person == Town.claire { try await PreparedActs(test: test).designate(Town.claire, of: entity, by: Town.bart) }
        return GateHouse(
            test: test, here: try await test.quality(entity, "nsso-employer"), other: try await test.quality(entity, "care-home"),
            foreign: try await test.quality(foreignEntity, "nsso-employer"))
    }

    /// Everyone of the cast into their place.
    static func furnish(_ test: TestHouse) async throws {
        var world = try Town.world()
        world.functions.append(
            LegalFunction(
                id: .init(rawValue: 3999), person: Town.bart.id, entity: entity.id, kind: .director, from: Town.opening.addingTimeInterval(-86400)))
        try await test.house.found(world, password: Town.password)
        let preparedActs = PreparedActs(test: test)
        try await preparedActs.appointCoChief(Town.marc, of: entity, by: Town.sofie)
        try await preparedActs.appointManager(Town.helene, of: "care-home", in: entity, by: Town.sofie)
        try await preparedActs.appointCoManager(GateVisitor.visitor, of: "care-home", in: entity, by: Town.helene)
        try await preparedActs.appointCoManager(Town.lucas, of: "nsso-employer", in: entity, by: Town.jan)
        try await preparedActs.end(.block, Town.lucas, of: "nsso-employer", in: entity, by: Town.jan)
    }

    func browser(for visitor: GateVisitor, _ assurance: Assurance = .eID) async throws -> Browser {
        guard let person = visitor.person else { return test.browser() }
        return try await test.signedIn(person, assurance)
    }
}
