import Rules

/// Somebody of a list, as far as what is done to them, alone or with others, needs them.
struct SelectedUser: Sendable {
    let holding: Holding
    let person: Person
}

extension RegisteredUser {
    var selected: SelectedUser { SelectedUser(holding: holding, person: person) }
}

/// The act, and the letter that tells of it.
extension SelectedUser {
    func blocked(because reason: BlockReason, on occasion: Occasion) throws -> Plan {
        Plan(try holding.blocked(because: reason, on: occasion), telling: letter(.blocked))
    }

    func unblocked(on occasion: Occasion) throws -> Plan {
        Plan(try holding.unblocked(on: occasion), telling: letter(.unblocked, given: holding.grants.map(\.application)))
    }

    func removed(on occasion: Occasion) throws -> Plan {
        Plan(try holding.removed(on: occasion), telling: letter(.removed, taken: holding.grants.map(\.application)))
    }

    func applicationsChanged(to wanted: Set<SecuredApplication.Code>, in domain: AccessDomain, on occasion: Occasion) throws -> Plan {
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
