import Foundation
import Rules
package import Storage
package import Web

extension KeptTable {
    static let registerZone = KeptTable("register_zone", key: "id", columns: ["id", "name"], told: .byActs)
}

/// The days on which entities cease and legal functions begin and end are those of the installation's time zone. They are kept as the instants at which
/// they begin there, so that whoever asks compares instants, on every node alike.
extension Transaction {
    /// Keeps every day of the register, and lets each begin in this zone: what was kept before there was a choice began at 00:00 UTC.
    package func keepRegisterDays(in zone: Zone) throws {
        let known = try registerZone()
        guard known != zone.name else { return }
        if known == nil {
            try keep([1.bound, zone.name.bound], in: .registerZone)
        } else {
            try keep(["name": zone.name.bound], in: .registerZone, where: "id = 1")
        }
        let former = known.flatMap { Zone(named: $0) } ?? .gmt
        func move(_ values: inout [Value], _ places: [Int]) {
            for place in places {
                guard case .integer(let instant) = values[place] else { continue }
                values[place] = Dates.date(microseconds: instant).moved(from: former, to: zone).bound
            }
        }
        for entity in try kept(.entities, "WHERE ceased_on IS NOT NULL", { Entity.ID(rawValue: try $0.integer("id")) }) {
            try registerChanged(entity)
        }
        let (ceased, held) = (try KeptTable.entities.places(["ceased_on"]), try KeptTable.legalFunctions.places(["held_from", "held_until"]))
        try keep(in: .entities, where: "ceased_on IS NOT NULL") { move(&$0, ceased) }
        try keep(in: .legalFunctions, where: "1 = 1") { move(&$0, held) }
    }

    /// Whether the register's days begin in this zone already.
    package func keepsRegisterDays(in zone: Zone) throws -> Bool { try registerZone() == zone.name }

    func hasRegisterZone() throws -> Bool { try registerZone() != nil }

    private func registerZone() throws -> String? { try keptRow(.registerZone, "WHERE id = 1") { try $0.text("name") } }
}
