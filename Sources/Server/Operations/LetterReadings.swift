import Rules
import Storage
import Web

/// What the letters of one plan say of who acted and where, each read once: of a thousand letters most say the same.
struct LetterReadings {
    private var people: [Person.ID: Person] = [:]
    private var entities: [Entity.ID: Entity] = [:]
    private var qualities: [Quality.ID: Quality] = [:]

    /// - Throws: `NotFound`, here and below.
    mutating func person(_ id: Person.ID, _ tx: borrowing Transaction) throws -> Person {
        if let known = people[id] { return known }
        guard let read = try tx.person(id) else { throw NotFound() }
        people[id] = read
        return read
    }

    mutating func entity(_ id: Entity.ID, _ tx: borrowing Transaction) throws -> Entity {
        if let known = entities[id] { return known }
        guard let read = try tx.entity(id) else { throw NotFound() }
        entities[id] = read
        return read
    }

    mutating func quality(_ id: Quality.ID, _ tx: borrowing Transaction) throws -> Quality {
        if let known = qualities[id] { return known }
        guard let read = try tx.quality(id) else { throw NotFound() }
        qualities[id] = read
        return read
    }
}
