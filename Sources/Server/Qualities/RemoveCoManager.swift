import Rules
import Storage

/// The end of a co-access manager's assignment (MISSION M8).
struct RemoveCoManager: Operation {
    let holding: Assignment.ID
    let quality: Quality.ID

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        guard let holding = try tx.holding(holding), holding.assignment.quality == quality else { throw Refusal.noLongerHeld }
        return Plan(try holding.removed(on: occasion))
    }
}
