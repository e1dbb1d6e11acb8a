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
        return switch change {
        case .addApplications(let codes): try applicationsChanged(to: had.union(codes), in: domain, on: occasion)
        case .removeApplications(let codes): try applicationsChanged(to: had.subtracting(codes), in: domain, on: occasion)
        case .block(let reason): try blocked(because: reason, on: occasion)
        case .unblock: try unblocked(on: occasion)
        case .remove: try removed(on: occasion)
        }
    }
}
