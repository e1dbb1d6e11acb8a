import Rules
import Storage

/// A user opens nothing for now, and keeps everything for later (MISSION M12).
struct BlockUser: Operation {
    let user: Assignment.ID
    let quality: Quality
    let reason: BlockReason

    var reach: Reach { .entity }

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let user = try tx.user(user, in: quality, at: occasion.at)
        return Plan(
            try user.holding.blocked(because: reason, on: occasion), telling: UserLetter(.blocked, to: user.person, in: quality),
            undo: UnblockUser(user: user.id, quality: quality))
    }
}
