extension Holding {
    /// The act that remembers that someone's language or e-mail addresses were changed for them (MISSION M5, M8, M13).
    /// Whoever chooses an e-mail address receives what lets one sign in, so the person's whole otherHoldings counts.
    package func edited(_ otherHoldings: OtherHoldings, on occasion: Occasion) throws(Refusal) -> Act {
        let administration = try mayTouchAccount(otherHoldings, raises: false, on: occasion)
        return occasion.act(administration.edited, quality: assignment.quality, subject: assignment.person)
    }

    /// The act that remembers that someone was given a new password, to be changed at the first sign-in (MISSION M5, M8, M13).
    /// Whoever sets a password can sign in as that person, so the person's whole otherHoldings counts.
    package func passwordSet(_ otherHoldings: OtherHoldings, hasAccount: Bool, on occasion: Occasion) throws(Refusal) -> Act {
        let administration = try mayTouchAccount(otherHoldings, raises: true, on: occasion)
        guard hasAccount else { throw .accountMissing }
        return occasion.act(administration.passwordSet, quality: assignment.quality, subject: assignment.person)
    }

    private func mayTouchAccount(_ otherHoldings: OtherHoldings, raises: Bool, on occasion: Occasion) throws(Refusal) -> Administration {
        let administration = try assignment.administration()
        let role = max(otherHoldings.highestRole, assignment.role)
        try occasion.acting.require(administration.power, in: assignment.place, on: Target(assignment.person, as: role, raises: raises))
        try occasion.acting.requireAll(of: otherHoldings)
        return administration
    }
}

extension Quality {
    /// Refuses to choose a first user name and password for someone who has no account yet but already stands somewhere by their eID:
    /// they are registered without, and go on signing in with their card.
    package func mayOpenAccount(for person: Person.ID, _ otherHoldings: OtherHoldings, on occasion: Occasion) throws(Refusal) {
        try occasion.acting.mayOpenAccount(for: person, otherHoldings, by: .manageUsers, in: Place(self))
    }
}

extension Entity {
    /// The same for someone who becomes a co-chief.
    package func mayOpenAccount(for person: Person.ID, _ otherHoldings: OtherHoldings, on occasion: Occasion) throws(Refusal) {
        try occasion.acting.mayOpenAccount(for: person, otherHoldings, by: .appointCoChiefs, in: Place(entity: id))
    }
}

extension Acting {
    fileprivate func mayOpenAccount(for person: Person.ID, _ otherHoldings: OtherHoldings, by power: Power, in place: Place) throws(Refusal) {
        try require(power, in: place, on: Target(person, as: otherHoldings.highestRole, raises: true))
        try requireAll(of: otherHoldings)
    }
}
