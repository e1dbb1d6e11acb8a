extension Person {
    /// The act that remembers that someone changed their own language or e-mail addresses (MISSION U1).
    package func ownContactChanged(on occasion: OwnOccasion) -> Act { own(.personContactChanged, on: occasion) }

    /// The act that remembers that someone changed their own password (MISSION U2).
    package func ownPasswordChanged(on occasion: OwnOccasion) -> Act { own(.personPasswordChanged, on: occasion) }

    /// The act that remembers that someone's card corrected the names that somebody had typed for them.
    package func namesCorrected(on occasion: OwnOccasion) -> Act { own(.personNamesCorrected, on: occasion) }

    /// The act that remembers that someone registered a certificate of their own, in the place of any former one (MISSION U3).
    package func ownCertificateRegistered(on occasion: OwnOccasion) -> Act { own(.personCertificateRegistered, on: occasion) }

    /// The act that remembers that someone removed their certificate.
    package func ownCertificateRemoved(on occasion: OwnOccasion) -> Act { own(.personCertificateRemoved, on: occasion) }

    private func own(_ code: ActCode, on occasion: OwnOccasion) -> Act {
        Act(id: occasion.newKey(), code: code, at: occasion.at, actor: id, authority: .oneself, subject: id)
    }
}
