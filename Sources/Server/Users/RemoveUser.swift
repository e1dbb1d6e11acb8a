import Rules
import Storage

/// The end of a user's, co-manager's or co-chief's assignment, and of what hangs on it (MISSION M5, M8, M12). Whoever is to come back is registered
/// anew.
struct RemoveUser: Operation {
    let user: Assignment.ID
    let place: Place

    init(user: Assignment.ID, in place: Place) { (self.user, self.place) = (user, place) }

    init(user: Assignment.ID, quality: Quality) { self.init(user: user, in: Place(quality)) }

    var reach: Reach { .entity }

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        try tx.administered(user, in: place, at: occasion.at).selected.removed(on: occasion)
    }
}
