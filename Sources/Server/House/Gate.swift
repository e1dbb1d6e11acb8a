package import Rules

/// Who may pass. Closed unless opened: every route names one.
package enum Gate: Hashable, Sendable {
    /// Everyone, signed in or not.
    case open
    /// Whoever is signed in, at least this surely.
    case signedIn(Assurance)
    /// Whoever is signed in, even one who must first change a password that somebody else chose.
    case beforePasswordChange
    /// Whoever has this power in the entity (and quality) that the address names.
    case power(Power)
    /// Whoever watches over the server: with the operations key or, while there is none, from this machine and through no proxy.
    case operationsKey
    /// Applications that hold a decision key.
    case decisionKey

    package static let signedIn = Gate.signedIn(.password)
}
