import Rules
import Storage

/// A user, co-manager or co-chief opens and does nothing there for now, and keeps everything for later (MISSION M5, M8, M12).
struct BlockUser: Operation {
    let user: Assignment.ID
    let place: Place
    let reason: BlockReason

    init(user: Assignment.ID, in place: Place, reason: BlockReason) { (self.user, self.place, self.reason) = (user, place, reason) }

    init(user: Assignment.ID, quality: Quality, reason: BlockReason) { self.init(user: user, in: Place(quality), reason: reason) }

    var reach: Reach { .entity }

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let user = try tx.administered(user, in: place, at: occasion.at)
        var plan = try user.selected.blocked(because: reason, on: occasion)
        plan.undo(by: UnblockUser(user: user.id, in: place))
        return plan
    }
}
