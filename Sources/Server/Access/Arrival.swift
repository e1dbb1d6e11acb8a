import Foundation
import Rules
import Storage
import Web

/// The entity, and the quality in it, that an address names.
struct AddressedPlace: Sendable {
    let entity: EnterpriseNumber
    let quality: Quality.ID?

    /// Nil where the gate does not ask for powers in an entity.
    init?(_ gate: Gate, _ visit: Visit) throws {
        guard case .power = gate else { return nil }
        try self.init(visit)
    }

    /// - Throws: `NotFound` for what is no number or key.
    init(_ visit: Visit) throws {
        entity = try visit.part()
        quality = visit.parts.address.has(Quality.ID.self) ? try visit.part() : nil
    }
}

/// What is there, and every role that somebody has in that entity.
struct Arrival: Sendable {
    let entity: Entity
    let quality: Quality?
    let roles: [Acting]
}

extension Transaction {
    func arrival(of person: Person.ID, in place: AddressedPlace, at now: Date) throws -> Arrival? {
        guard let entity = try entity(place.entity) else { return nil }
        return Arrival(entity: entity, quality: try place.quality.flatMap { try quality($0) }, roles: try roles(of: person, in: entity.id, at: now))
    }
}
