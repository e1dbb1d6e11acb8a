import Foundation
import Rules
package import Storage
package import Web

/// The days on which entities cease and legal functions begin and end are those of the installation's time zone. They are kept as the instants at which
/// they begin there, so that whoever asks compares instants, on every node alike.
extension Transaction {
    /// Keeps every day of the register, and lets each begin in this zone: what was kept before there was a choice began at 00:00 UTC.
    package func keepRegisterDays(in zone: Zone) throws {
        let kept = try registerZone()
        guard kept != zone.name else { return }
        if kept == nil {
            try run("INSERT INTO register_zone (id, name) VALUES (1, \(zone.name))")
        } else {
            try run("UPDATE register_zone SET name = \(zone.name)")
        }
        let former = kept.flatMap { Zone(named: $0) } ?? .gmt
        for entity in try rows("SELECT id, ceased_on FROM entities WHERE ceased_on IS NOT NULL", Dated.init(entity:)) {
            try run("UPDATE entities SET ceased_on = \(entity.until?.moved(from: former, to: zone)) WHERE id = \(entity.id)")
            try registerChanged(.init(rawValue: entity.id))
        }
        for function in try rows("SELECT id, held_from, held_until FROM legal_functions", Dated.init(function:)) {
            try run(
                """
                UPDATE legal_functions SET held_from = \(function.from?.moved(from: former, to: zone)),
                    held_until = \(function.until?.moved(from: former, to: zone))
                WHERE id = \(function.id)
                """)
        }
    }

    /// Whether the register's days begin in this zone already.
    package func keepsRegisterDays(in zone: Zone) throws -> Bool { try registerZone() == zone.name }

    private func registerZone() throws -> String? { try row("SELECT name FROM register_zone") { try $0.text("name") } }
}

private struct Dated {
    let id: Int64
    let from: Date?
    let until: Date?

    init(entity row: Columns) throws { (id, from, until) = (try row.integer("id"), nil, try row.optionalDate("ceased_on")) }

    init(function row: Columns) throws {
        (id, from, until) = (try row.integer("id"), try row.date("held_from"), try row.optionalDate("held_until"))
    }
}
