extension Holding {
    /// The act that remembers that someone's language or e-mail addresses were changed for them (MISSION M5, M8, M13).
    /// Whoever chooses an e-mail address receives what lets one sign in, so the person's whole otherHoldings counts.
    package func edited(_ otherHoldings: OtherHoldings, on occasion: Occasion) throws(Refusal) -> Act {
        try mayTouchAccount(otherHoldings, raises: false, on: occasion)
        return occasion.act(.userEdited, quality: assignment.quality, subject: assignment.person)
    }

    /// The act that remembers that someone was given a new password, to be changed at the first sign-in (MISSION M5, M13).
    /// Whoever sets a password can sign in as that person, so the person's whole otherHoldings counts.
    package func passwordSet(_ otherHoldings: OtherHoldings, hasAccount: Bool, on occasion: Occasion) throws(Refusal) -> Act {
        try mayTouchAccount(otherHoldings, raises: true, on: occasion)
        guard hasAccount else { throw .accountMissing }
        return occasion.act(.userPasswordSet, quality: assignment.quality, subject: assignment.person)
    }

    private func mayTouchAccount(_ otherHoldings: OtherHoldings, raises: Bool, on occasion: Occasion) throws(Refusal) {
        let power = try assignment.administration().power
        let role = max(otherHoldings.highestRole, assignment.role)
        try occasion.acting.require(power, in: assignment.place, on: Target(assignment.person, as: role, raises: raises))
        try occasion.acting.requireAll(of: otherHoldings)
    }
}

extension Quality {
    /// Refuses to choose a first user name and password for someone who has no account yet but already stands somewhere by their eID:
    /// they are registered as a user without, and go on signing in with their card.
    package func mayOpenAccount(for person: Person.ID, _ otherHoldings: OtherHoldings, on occasion: Occasion) throws(Refusal) {
        try occasion.acting.require(.manageUsers, in: Place(self), on: Target(person, as: otherHoldings.highestRole, raises: true))
        try occasion.acting.requireAll(of: otherHoldings)
    }
}
