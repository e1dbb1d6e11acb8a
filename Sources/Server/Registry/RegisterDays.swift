import Foundation
package import Rules
package import Web

extension Date {
    /// The beginning of the same day elsewhere.
    func moved(from former: Zone, to zone: Zone) -> Date { zone.start(former.day(self)) }
}

extension World {
    /// The same days, beginning in a zone; as values they begin at 00:00 UTC.
    package func days(in zone: Zone) -> World {
        var world = self
        for place in entities.indices {
            if case .ceased(let day) = entities[place].status { world.entities[place].status = .ceased(on: day.moved(from: .gmt, to: zone)) }
        }
        world.functions = functions.map {
            LegalFunction(
                id: $0.id, person: $0.person, entity: $0.entity, kind: $0.kind, from: $0.from.moved(from: .gmt, to: zone),
                until: $0.until?.moved(from: .gmt, to: zone))
        }
        return world
    }
}
