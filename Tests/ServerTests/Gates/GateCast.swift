import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server

/// Someone who knocks at every gate of one entity, Zorghuis De Linde: what they are there, as MISSION's table calls it.
struct Knocker: Sendable, CustomTestStringConvertible {
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
        Knocker(name: "nobody", person: nil),
        Knocker(name: "someone without a role", person: Town.amelie),
        Knocker(name: "the chief of another entity", person: Town.nadia),
        Knocker(name: "a representative", person: Town.bart, roles: [.representative]),
        Knocker(name: "the chief, who represents", person: Town.sofie, roles: [.representative, .chief]),
        Knocker(name: "a chief who does not represent", person: Town.claire, roles: [.chief]),
        Knocker(name: "a co-chief", person: Town.marc, roles: [.coChief]),
        Knocker(name: "the manager", person: Town.jan, roles: [.manager]),
        Knocker(name: "a co-manager", person: Town.pieter, roles: [.coManager]),
        Knocker(name: "a user", person: Town.fatima, roles: [.user]),
        Knocker(name: "the manager of another quality", person: Town.helene, roles: [.manager], isElsewhere: true),
        Knocker(name: "a co-manager of another quality", person: visitor, roles: [.coManager], isElsewhere: true),
        Knocker(name: "a blocked co-manager", person: Town.lucas, roles: [.coManager], isBlocked: true),
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

    static func open(for knocker: Knocker) async throws -> GateHouse {
        let test = try await TestHouse.empty()
        var world = try Town.world()
        world.functions.append(
            LegalFunction(
                id: .init(rawValue: 3999), person: Town.bart.id, entity: entity.id, kind: .director, from: Town.opening.addingTimeInterval(-86400)))
        try await test.house.found(world, password: Town.password)
        let deeds = Deeds(test: test)
        try await deeds.appointCoChief(Town.marc, of: entity, by: Town.sofie)
        try await deeds.appointManager(Town.helene, of: "care-home", in: entity, by: Town.sofie)
        try await deeds.appointCoManager(Knocker.visitor, of: "care-home", in: entity, by: Town.helene)
        try await deeds.appointCoManager(Town.lucas, of: "nsso-employer", in: entity, by: Town.jan)
        try await deeds.end(.block, Town.lucas, of: "nsso-employer", in: entity, by: Town.jan)
        if knocker.person == Town.claire { try await deeds.designate(Town.claire, of: entity, by: Town.bart) }
        return GateHouse(
            test: test, here: try await test.quality(entity, "nsso-employer"), other: try await test.quality(entity, "care-home"),
            foreign: try await test.quality(foreignEntity, "nsso-employer"))
    }

    func browser(for knocker: Knocker, _ assurance: Assurance = .eID) async throws -> Browser {
        guard let person = knocker.person else { return test.browser() }
        return try await test.signedIn(person, assurance)
    }
}
