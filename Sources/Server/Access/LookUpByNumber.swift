import Rules
import Storage
import Web

extension Visit {
    /// To be called before anything is told of the person whom a national number means, known or not: remembers who asked, for which entity, and bounds
    /// how often. Someone who has a role in the entity already is nobody new to it, and not counted.
    /// - Throws: `TooOften`; then nothing is to be told.
    func lookUp(_ ssin: SSIN) async throws {
        let lookUp = LookUp(actor: try actor().person, entity: try thisEntity().id, quality: quality?.id, ssin: ssin, at: now)
        let (id, metrics) = (house.newID(), house.metrics)
        guard try await house.read({ tx in try tx.isNew(lookUp) }) else { return }
        let refused = try await house.write(.about(lookUp.actor.rawValue)) { tx in
            // In turn, so that many at once do not slip through together.
            try tx.lock(about: lookUp.entity.rawValue)
            return try tx.record(lookUp, id: id)
        }
        (refused == nil ? metrics.lookUps : metrics.refusedLookUps).add(1)
        if let refused { throw refused }
    }
}
