import Rules

/// Who could act, by the acts so far: the open assignments that give some power, and which of them are blocked.
struct ReplayedAuthorities {
    private var assignments: [Assignment.ID: Assignment] = [:]
    private var blocks: [Block.ID: Assignment.ID] = [:]
    private var blocked: Set<Assignment.ID> = []
    private var registered: Set<Entity.ID> = []
    private var chiefs: [Entity.ID: Assignment] = [:]
    private var managers: [Quality.ID: Assignment] = [:]

    func isRegistered(_ entity: Entity.ID) -> Bool { registered.contains(entity) }
    func chief(of entity: Entity.ID) -> Person.ID? { chiefs[entity]?.person }
    /// The one who was appointed.
    func manager(of quality: Quality.ID) -> Person.ID? { managers[quality]?.person }

    /// Who would act under an assignment now; nil unless it is open and gives some power.
    func acting(under id: Assignment.ID) -> Acting? { assignments[id].map { Acting($0, isBlocked: blocked.contains(id)) } }

    mutating func follow(_ change: Change) {
        // A user acts on nobody, and users are by far the most.
        if let row = change.opened(Assignment.self), row.role != .user {
            assignments[row.id] = row
            if row.role == .chief { chiefs[row.entity] = row }
            if row.role == .manager, let quality = row.quality { managers[quality] = row }
        }
        if let row = change.closed(Assignment.self).flatMap({ assignments.removeValue(forKey: $0) }) {
            if chiefs[row.entity] == row { chiefs[row.entity] = nil }
            if let quality = row.quality, managers[quality] == row { managers[quality] = nil }
        }
        if let row = change.opened(Registration.self) { registered.insert(row.entity) }
        if let row = change.opened(Block.self) {
            blocks[row.id] = row.assignment
            blocked.insert(row.assignment)
        }
        if let assignment = change.closed(Block.self).flatMap({ blocks.removeValue(forKey: $0) }) { blocked.remove(assignment) }
    }
}
