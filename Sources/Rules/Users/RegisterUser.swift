extension Quality {
    /// The act that registers a user of this quality and gives the applications ticked (MISSION M10). Until it is recorded there is no access.
    /// - Parameters:
    ///   - held: what the person already holds in this quality.
    ///   - manager: the quality's manager, appointed or chief, who has every application already.
    package func userRegistered(
        _ person: Person.ID, applications: Set<SecuredApplication.Code>, in domain: AccessDomain, held: Holding?, manager: Person.ID,
        on occasion: Occasion
    ) throws(Refusal) -> Act {
        try mayRegister(person, held: held, manager: manager, on: occasion)
        guard domain.code == self.domain else { throw .domainUnknown }
        let granted = try domain.known(applications)
        guard !granted.isEmpty else { throw .noApplication }
        let user = assignment(person, as: .user, on: occasion)
        let grants = granted.map { Grant(id: occasion.newKey(), assignment: user.id, application: $0) }
        return occasion.act(
            .userRegistered, quality: id, subject: person, changes: [.opened(user)] + grants.map { .opened($0) })
    }

    /// The same refusals as soon as the national number is known, before anything else is asked.
    package func mayRegister(_ person: Person.ID, held: Holding?, manager: Person.ID, on occasion: Occasion) throws(Refusal) {
        let isManager = person == manager || held.map(\.assignment.role.opensEveryApplication) ?? false
        // Whoever manages has nothing to gain, so they are not told that somebody else must give it to them.
        try occasion.acting.require(.manageUsers, in: Place(self), on: isManager ? nil : Target(person, as: .user, raises: true))
        guard !isManager else { throw .managesQuality }
        if let held { throw held.isBlocked ? .alreadyUserBlocked : .alreadyUser }
    }
}

extension AccessDomain {
    /// The codes in the order of the catalogue, or the first that the domain does not have.
    func known(_ codes: Set<SecuredApplication.Code>) throws(Refusal) -> [SecuredApplication.Code] {
        let known = applications.map(\.code).filter(codes.contains)
        guard known.count == codes.count else { throw .applicationUnknown(codes.subtracting(known).sorted().first ?? "") }
        return known
    }
}
