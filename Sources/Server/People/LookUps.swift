import Foundation
import Rules
import Web

/// Somebody with a role in an entity asks whom a national number means.
struct LookUp: Sendable {
    let actor: Person.ID
    let entity: Entity.ID
    let quality: Quality.ID?
    let ssin: SSIN
    let at: Date

    /// For so long the same question again is the same look-up: a form is saved, shown again and confirmed.
    static let timeout: TimeInterval = 3600
}

/// How many people are looked up in how long. Whoever registers fifty people a morning meets none of these.
struct LookUpBound: Sendable {
    let kind: TooOften.Kind
    let most: Int
    let span: TimeInterval

    static let ofPerson = [LookUpBound(kind: .lookUpsSlowed, most: 40, span: 600), LookUpBound(kind: .lookUpsRefused, most: 200, span: 86_400)]
    static let ofEntity = [LookUpBound(kind: .lookUpsSlowed, most: 120, span: 600), LookUpBound(kind: .lookUpsRefused, most: 600, span: 86_400)]
}
