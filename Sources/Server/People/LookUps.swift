import Foundation
import Rules
import Storage
import Web

/// Somebody with a role in an entity asks whom a national number means.
struct LookUp: Sendable {
    let actor: Person.ID
    let entity: Entity.ID
    let quality: Quality.ID?
    let ssin: SSIN
    let at: Date

    /// For so long the same question again is the same look-up: a form is saved, shown again and confirmed.
    static let patience: TimeInterval = 3600
}

/// How many people are looked up in how long. Whoever registers fifty people a morning meets none of these.
struct LookUpBound: Sendable {
    let kind: TooOften.Kind
    let most: Int
    let span: TimeInterval

    static let ofPerson = [LookUpBound(kind: .lookUpsSlowed, most: 40, span: 600), LookUpBound(kind: .lookUpsRefused, most: 200, span: 86_400)]
    static let ofEntity = [LookUpBound(kind: .lookUpsSlowed, most: 120, span: 600), LookUpBound(kind: .lookUpsRefused, most: 600, span: 86_400)]
}

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
