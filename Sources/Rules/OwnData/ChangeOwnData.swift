public import FoundationEssentials

extension Person {
    /// The act that remembers that someone changed their own language or e-mail addresses (MISSION U1).
    package func ownContactChanged(at instant: Date, act key: Act.ID) -> Act { own(.personContactChanged, at: instant, act: key) }

    /// The act that remembers that someone changed their own password (MISSION U2).
    package func ownPasswordChanged(at instant: Date, act key: Act.ID) -> Act { own(.personPasswordChanged, at: instant, act: key) }

    /// The act that remembers that someone's card corrected the names that somebody had typed for them.
    package func namesCorrected(at instant: Date, act key: Act.ID) -> Act { own(.personNamesCorrected, at: instant, act: key) }

    private func own(_ code: ActCode, at instant: Date, act key: Act.ID) -> Act {
        Act(id: key, code: code, at: instant, actor: id, authority: .oneself, subject: id)
    }
}
