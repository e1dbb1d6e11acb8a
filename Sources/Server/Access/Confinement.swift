import Hummingbird
import Rules
import Storage

/// Where a session is confined to, for pages that show only what is of that entity.
struct Confinement: Sendable {
    /// The entity's name.
    let entity: String
}

extension Transaction {
    /// Nil for a session that is not confined.
    func confinement(of session: Session) throws -> Confinement? {
        try session.confinedTo.flatMap { try entity($0) }.map { Confinement(entity: $0.name) }
    }
}

extension Visit {
    /// For `parts/confined`: what is shown, and how to see the rest. Nil when everything is shown.
    func confinementModel(_ confinement: Confinement?) -> ConfinedModel? {
        confinement.map { ConfinedModel(text: say("signIn.confined.text", ["entity": $0.entity]), action: StepUp.freeing(self)) }
    }
}
