import Foundation
import Rules
import Storage

extension Transaction {
    /// The function under which someone represents an entity now.
    /// - Throws: the `Refusal` that says why there is none.
    func representation(by person: Person.ID, of entity: Entity, at now: Date) throws -> LegalFunction {
        try RegisterCheck.representation(by: person, of: entity, among: legalFunctions(of: person, in: entity.id), at: now)
    }
}
