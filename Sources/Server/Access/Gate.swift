package import Rules

/// Who may pass. Closed unless opened: every route names one.
package enum Gate: Hashable, Sendable {
    /// Everyone, signed in or not.
    case open
    /// Whoever is signed in. What is shown and changed there may be of any entity, or of the person as a whole; so each says what a session does there
    /// that is confined to one entity.
    case signedIn(confined: Confined)
    /// Whoever is signed in with a card. Such a session is never confined.
    case card
    /// Whoever is signed in, even one who must first change a password that somebody else chose. A confined session too: choosing another password with
    /// the given one frees it of nothing.
    case beforePasswordChange
    /// Whoever has this power in the entity (and quality) that the address names. A confined session has it in its own entity only.
    case power(Power)
    /// Whoever watches over the server: with the operations key or, while there is none, from this machine and through no proxy.
    case operationsKey
    /// Applications that hold a decision key.
    case decisionKey

    /// What a session that is confined to one entity does at a gate: its password was given there by somebody else, who may still know it.
    package enum Confined: Hashable, Sendable {
        /// It sees what is of its entity, and is told that there may be more.
        case seesItsEntity
        /// It is refused, and told how to be free.
        case refused
    }
}
