import Rules
import Storage

/// A user gets back what the block kept (MISSION M12).
struct UnblockUser: Operation {
    let user: Assignment.ID
    let quality: Quality

    var reach: Reach { .entity }

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let user = try tx.user(user, in: quality, at: occasion.at)
        var plan = Plan(
            try user.holding.unblocked(on: occasion),
            telling: UserLetter(.unblocked, to: user.person, in: quality, given: user.holding.grants.map(\.application)))
        if let block = user.holding.block { plan.undo(by: BlockUser(user: user.id, quality: quality, reason: block.reason)) }
        return plan
    }
}
