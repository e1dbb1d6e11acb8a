import Rules
import Storage

/// Who is chief of an entity now, if it is registered at all: what a designation changes (MISSION D2, D3, D10).
struct Chieftaincy: Sendable {
    let registration: Registration?
    let chief: Holding?
    let person: Person?

    /// Carried by the confirmation form, so that nobody replaces a chief whom the page did not name; empty while there is none.
    var mark: String { chief?.assignment.id.description ?? "" }
}

extension Transaction {
    func chieftaincy(of entity: Entity.ID) throws -> Chieftaincy {
        let chief = try chief(of: entity)
        return Chieftaincy(
            registration: try registration(of: entity), chief: chief, person: try chief.flatMap { try person($0.assignment.person) })
    }
}

/// Another chief was designated since the page was shown: the representative decides again, knowing it.
struct ChiefChanged: Error {}
