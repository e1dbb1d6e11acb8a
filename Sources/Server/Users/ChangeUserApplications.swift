import Rules
import Storage

/// A user opens exactly these applications from now on (MISSION M11, M13).
struct ChangeUserApplications: Operation {
    let user: Assignment.ID
    let quality: Quality
    let domain: AccessDomain
    let wanted: Set<SecuredApplication.Code>
    /// Those that whoever asks has seen; nil to count from what there is.
    var seen: Set<SecuredApplication.Code>?

    var reach: Reach { .entity }

    /// - Throws: `ApplicationsChanged` when there are others than were seen.
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let user = try tx.administered(user, in: Place(quality), at: occasion.at)
        let had = user.holding.applications
        guard had == seen ?? had else { throw ApplicationsChanged() }
        var plan = try user.selected.applicationsChanged(to: wanted, in: domain, on: occasion)
        plan.undo(by: ChangeUserApplications(user: user.id, quality: quality, domain: domain, wanted: had))
        return plan
    }
}

/// Somebody else has given or taken applications meanwhile.
struct ApplicationsChanged: Error {}
