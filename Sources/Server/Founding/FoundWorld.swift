package import Foundation
package import Rules
package import Storage

extension House {
    /// Writes a whole world into an empty database.
    /// - Parameter password: of every account; nil opens none.
    /// - Throws: `AlreadyFounded` when the database knows anybody.
    package func found(_ world: World, password: String?) async throws {
        // One hash for all accounts: making a slow hash for each would hold up the start, and a demo's password is no secret.
        var hash: String?
        if let password { hash = try await passwords.hash(password) }
        try await write { [hash, zone, now = clock()] tx in
            try tx.keepRegisterDays(in: zone)
            try tx.found(world.days(in: zone), password: hash, at: now)
        }
    }
}

extension Transaction {
    /// Writes a whole world: everything or nothing. `hash` is of every account's password; nil opens no account.
    package func found(_ world: World, password hash: String?, at now: Date) throws {
        guard try isEmpty() else { throw AlreadyFounded() }
        try noteInventedWorld(at: now)
        for person in world.people {
            try add(person)
            guard let hash, let userName = world.userNames[person.id] else { continue }
            try openAccount(userName, password: hash, mustChange: false, for: person.id, at: now)
        }
        for entity in world.entities {
            try add(entity)
            for entitled in world.entitlements[entity.id] ?? [] {
                try add(Entitlement(domain: entitled.domain, identifier: entitled.identifier), to: entity.id)
            }
        }
        for function in world.functions { try add(function) }
        try enact(world.acts)
    }
}

/// The demo and real data never share a database.
package struct MixedWorlds: Error, Hashable, CustomStringConvertible {
    package let demo: Bool
    package var description: String {
        demo
            ? "This database holds real data: the demo, whose password and cards everybody knows, is refused. Name another with --data or --database."
            : "This database holds the demo's invented world and its public password: it is served with --demo only."
    }
}

/// A world is only written where nobody is known: what people did must never be mixed with it.
package struct AlreadyFounded: Error, CustomStringConvertible {
    package init() {}
    package var description: String { "this database already knows people; a world can only be written into an empty one" }
}
