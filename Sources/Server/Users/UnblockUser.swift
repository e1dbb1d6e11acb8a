import Rules
import Storage

/// A user, co-manager or co-chief gets back what the block kept (MISSION M5, M8, M12).
struct UnblockUser: Operation {
    let user: Assignment.ID
    let place: Place

    init(user: Assignment.ID, in place: Place) { (self.user, self.place) = (user, place) }

    init(user: Assignment.ID, quality: Quality) { self.init(user: user, in: Place(quality)) }

    var reach: Reach { .entity }

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let user = try tx.administered(user, in: place, at: occasion.at)
        var plan = try user.selected.unblocked(on: occasion)
        if let block = user.holding.block { plan.undo(by: BlockUser(user: user.id, in: place, reason: block.reason)) }
        return plan
    }
}
