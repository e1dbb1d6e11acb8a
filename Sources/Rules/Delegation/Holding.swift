/// An assignment together with what hangs on it: the block, and the applications granted.
package struct Holding: Hashable, Sendable {
    package let assignment: Assignment
    package let block: Block?
    package let grants: [Grant]

    package init(_ assignment: Assignment, block: Block? = nil, grants: [Grant] = []) {
        self.assignment = assignment
        self.block = block
        self.grants = grants
    }

    package var isBlocked: Bool { block != nil }
    package var applications: Set<SecuredApplication.Code> { Set(grants.map(\.application)) }

    /// What closing it takes: nothing may stay open on a closed assignment (DESIGN §4).
    package var closing: [Change] {
        grants.map { .closed($0.id) } + (block.map { [.closed($0.id)] } ?? []) + [.closed(assignment.id)]
    }
}
