extension Holding {
    /// The act after which a user has exactly these applications: some given, some taken (MISSION M11, M13).
    package func applicationsChanged(to applications: Set<SecuredApplication.Code>, in domain: AccessDomain, on occasion: Occasion) throws(Refusal)
        -> Act
    {
        let raises = !applications.subtracting(self.applications).isEmpty
        try occasion.acting.require(.manageUsers, in: assignment.place, on: Target(assignment.person, as: assignment.role, raises: raises))
        guard assignment.role == .user else { throw .managesQuality }
        let wanted = try domain.known(applications)
        let given = wanted.filter { !self.applications.contains($0) }
            .map { Grant(id: occasion.newKey(), assignment: assignment.id, application: $0) }
        let taken = grants.filter { !applications.contains($0.application) }
        guard !given.isEmpty || !taken.isEmpty else { throw .nothingChanges }
        return occasion.act(
            .userApplicationsChanged, quality: assignment.quality, subject: assignment.person,
            changes: taken.map { .closed($0.id) } + given.map { .opened($0) })
    }
}
