import Rules

/// What is done to everyone of a selection (MISSION M11, M12).
enum SelectionChange: Hashable, Sendable {
    case addApplications(Set<SecuredApplication.Code>)
    case removeApplications(Set<SecuredApplication.Code>)
    case block(BlockReason)
    case unblock
    case remove

    /// As the list offers it, in the order of the manual.
    enum Kind: String, CaseIterable, Sendable {
        case addApplications = "add-applications"
        case removeApplications = "remove-applications"
        case block
        case unblock
        case remove

        var asksApplications: Bool { self == .addApplications || self == .removeApplications }
    }

    var kind: Kind {
        switch self {
        case .addApplications: .addApplications
        case .removeApplications: .removeApplications
        case .block: .block
        case .unblock: .unblock
        case .remove: .remove
        }
    }
}

extension SelectedUser {
    /// What that does to one of them.
    /// - Throws: `Refusal`, when a rule says no or nothing is left to do.
    func changed(_ change: SelectionChange, in domain: AccessDomain, on occasion: Occasion) throws -> Plan {
        let had = holding.applications
        switch change {
        case .addApplications(let codes):
            return try applications(had.union(codes), in: domain, on: occasion)
        case .removeApplications(let codes):
            return try applications(had.subtracting(codes), in: domain, on: occasion)
        case .block(let reason):
            return Plan(try holding.blocked(because: reason, on: occasion), telling: letter(.blocked))
        case .unblock:
            return Plan(try holding.unblocked(on: occasion), telling: letter(.unblocked, given: holding.grants.map(\.application)))
        case .remove:
            return Plan(try holding.removed(on: occasion), telling: letter(.removed, taken: holding.grants.map(\.application)))
        }
    }

    private func applications(
        _ wanted: Set<SecuredApplication.Code>, in domain: AccessDomain, on occasion: Occasion
    ) throws -> Plan {
        let (had, codes) = (holding.applications, domain.applications.map(\.code))
        return Plan(
            try holding.applicationsChanged(to: wanted, in: domain, on: occasion),
            telling: letter(
                .applicationsChanged, given: codes.filter { wanted.contains($0) && !had.contains($0) },
                taken: codes.filter { had.contains($0) && !wanted.contains($0) }))
    }

    private func letter(_ kind: UserLetter.Kind, given: [SecuredApplication.Code] = [], taken: [SecuredApplication.Code] = []) -> UserLetter {
        UserLetter(kind, to: person, as: holding.assignment.role, in: holding.assignment.place, given: given, taken: taken)
    }
}
