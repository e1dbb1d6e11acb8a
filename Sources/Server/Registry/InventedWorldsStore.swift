import Foundation
package import Storage

extension KeptTable {
    static let inventedWorlds = KeptTable("invented_worlds", key: "id", columns: ["id", "founded_at"], told: .byActs)
}

extension Transaction {
    /// Nobody is known yet.
    package func isEmpty() throws -> Bool { try row("SELECT 1 AS found FROM people LIMIT 1", { _ in true }) == nil }

    /// The demo opens on an invented world or an empty database, anything else on neither: the demo's password, key and cards are known to all.
    /// - Throws: `MixedWorlds`.
    package func admits(demo: Bool) throws {
        let isInvented = try keptRow(.inventedWorlds, "WHERE id = 1", { _ in true }) ?? false
        guard try isInvented == demo || (demo && isEmpty()) else { throw MixedWorlds(demo: demo) }
    }

    /// What is in the database from now on is invented.
    func noteInventedWorld(at now: Date) throws { try keep([1.bound, now.bound], in: .inventedWorlds) }
}

/// The demo and real data never share a database.
package struct MixedWorlds: Error, Hashable, CustomStringConvertible {
    package let demo: Bool
    package var description: String {
        demo
            ? "This database holds real data: the demo, whose password and cards everybody knows, is refused. Name another with --data or --database."
            : "This database holds the demo's invented world and its public password: whatever is done with it is done with --demo. Say so too."
    }
}
