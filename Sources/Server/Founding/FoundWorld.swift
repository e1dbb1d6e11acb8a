package import Foundation
package import Rules
package import Storage

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
        // What they did, they did long before their rows were written here.
        try apart { try enact(world.acts) }
    }
}

/// A world is only written where nobody is known: what people did must never be mixed with it.
package struct AlreadyFounded: Error, CustomStringConvertible {
    package init() {}
    package var description: String { "this database already knows people; a world can only be written into an empty one" }
}
