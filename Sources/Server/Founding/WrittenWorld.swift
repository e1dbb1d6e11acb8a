package import Foundation
package import Rules
package import Storage

/// A world, or a part of one, as rows, made beforehand: sealed, folded, hashed. The transaction that founds it only writes.
package struct WrittenWorld: Sendable {
    fileprivate var people: [Value] = []
    fileprivate var accounts: [Value] = []
    fileprivate var entities: [Value] = []
    fileprivate var entitlements: [Value] = []
    fileprivate var functions: [Value] = []
    fileprivate let acts: WrittenActs
    /// How much it holds.
    package let counts: WorldCounts

    /// - Parameter hash: of every account's password.
    package init(_ world: World, password hash: String, _ sealer: Sealer, at now: Date) throws {
        acts = try WrittenActs(world.acts)
        counts = WorldCounts(world)
        for person in world.people {
            people += KeptTable.people.coded(try person.row(sealer), sealer)
            guard let userName = world.userNames[person.id] else { continue }
            accounts += KeptTable.accounts.coded(
                Account.row(of: person.id, userName, password: hash, mustChange: false, at: now), sealer)
        }
        for entity in world.entities {
            entities += KeptTable.entities.coded(entity.row, sealer)
            for entitled in world.entitlements[entity.id] ?? [] {
                entitlements += KeptTable.entitlements.coded([entity.id.bound, entitled.domain.bound, entitled.identifier.bound], sealer)
            }
        }
        for function in world.functions { functions += KeptTable.legalFunctions.coded(function.row, sealer) }
    }
}

/// How much a world holds, or what was written of one.
package struct WorldCounts: Hashable, Sendable {
    package private(set) var people = 0
    package private(set) var entities = 0
    package private(set) var functions = 0
    package private(set) var acts = 0
    package private(set) var grants = 0

    package init() {}

    package init(_ world: World) {
        (people, entities, functions, acts) = (world.people.count, world.entities.count, world.functions.count, world.acts.count)
        for act in world.acts { grants += act.opened(Grant.self).count - act.closed(Grant.self).count }
    }

    package static func += (left: inout WorldCounts, right: WorldCounts) {
        left.people += right.people
        left.entities += right.entities
        left.functions += right.functions
        left.acts += right.acts
        left.grants += right.grants
    }
}

extension Transaction {
    /// Adds a part of an invented world to what was founded of it before.
    /// - Parameter load: under which the projections are written anew at its end; without one that is done at once.
    package func found(_ written: WrittenWorld, in load: BulkLoad? = nil) throws {
        try insert(coded: written.people, into: .people)
        try insert(coded: written.accounts, into: .accounts)
        try add(coded: written.entities, entitlements: written.entitlements, functions: written.functions)
        try enact(written.acts, in: load)
    }
}
