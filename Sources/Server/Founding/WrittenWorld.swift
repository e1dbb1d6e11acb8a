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
            people += try person.row(sealer)
            guard let userName = world.userNames[person.id] else { continue }
            accounts += [person.id.bound, userName.text.bound, hash.bound, false.bound, now.bound]
        }
        for entity in world.entities {
            entities += entity.row
            for entitled in world.entitlements[entity.id] ?? [] {
                entitlements += [entity.id.bound, entitled.domain.bound, entitled.identifier.bound]
            }
        }
        for function in world.functions { functions += function.row }
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
        try add(people: written.people)
        try add(accounts: written.accounts)
        try add(entities: written.entities, entitlements: written.entitlements, functions: written.functions)
        try enact(written.acts, in: load)
    }
}
