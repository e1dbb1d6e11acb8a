import Rules

/// Who could act, by the acts so far: the open assignments that give some power, and which of them are blocked.
struct ReplayedAuthorities {
    private var assignments: [Assignment.ID: Assignment] = [:]
    private var blocks: [Block.ID: Assignment.ID] = [:]
    private var blocked: Set<Assignment.ID> = []

    /// Who would act under an assignment now; nil unless it is open and gives some power.
    func acting(under id: Assignment.ID) -> Acting? { assignments[id].map { Acting($0, isBlocked: blocked.contains(id)) } }

    mutating func follow(_ change: Change) {
        // A user acts on nobody, and users are by far the most.
        if let row = change.opened(Assignment.self), row.role != .user { assignments[row.id] = row }
        if let id = change.closed(Assignment.self) { assignments[id] = nil }
        if let row = change.opened(Block.self) {
            blocks[row.id] = row.assignment
            blocked.insert(row.assignment)
        }
        if let assignment = change.closed(Block.self).flatMap({ blocks.removeValue(forKey: $0) }) { blocked.remove(assignment) }
    }
}
