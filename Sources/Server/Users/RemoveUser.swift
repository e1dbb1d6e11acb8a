import Rules
import Storage

/// The end of a user's assignment, and of what hangs on it (MISSION M12). Whoever is to come back is registered anew.
struct RemoveUser: Operation {
    let user: Assignment.ID
    let quality: Quality

    var reach: Reach { .entity }

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let user = try tx.user(user, in: quality, at: occasion.at)
        return Plan(
            try user.holding.removed(on: occasion),
            telling: UserLetter(.removed, to: user.person, in: quality, taken: user.holding.grants.map(\.application)))
    }
}
