import Foundation
package import Storage

extension Transaction {
    /// Nobody is known yet.
    package func isEmpty() throws -> Bool { try count("SELECT COUNT(*) FROM people") == 0 }

    /// The demo opens on an invented world or an empty database, anything else on neither: the demo's password, key and cards are known to all.
    /// - Throws: `MixedWorlds`.
    package func admits(demo: Bool) throws {
        let isInvented = try count("SELECT COUNT(*) FROM invented_worlds") > 0
        guard try isInvented == demo || (demo && isEmpty()) else { throw MixedWorlds(demo: demo) }
    }

    /// What is in the database from now on is invented.
    func noteInventedWorld(at now: Date) throws { try run("INSERT INTO invented_worlds (id, founded_at) VALUES (1, \(now))") }
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
