/// An assignment that gives nothing for now: since the act that opened it, until the act that closes it.
package struct Block: ClosableRow {
    package typealias ID = Key<Block>

    package let id: ID
    package let assignment: Assignment.ID
    package let reason: BlockReason

    package init(id: ID, assignment: Assignment.ID, reason: BlockReason) {
        self.id = id
        self.assignment = assignment
        self.reason = reason
    }

    package static let kind = RowKind<Block>(
        "block", table: "blocks", in: .row(\.assignment), Column("assignment", \.assignment), Column("reason", \.reason), row: Block.init)
}

/// Why someone is blocked: a closed list, so that the ledger holds no free words about people.
package enum BlockReason: String, CaseIterable, Hashable, ColumnValue, Codable {
    case absence, leaving, misuse, lostCredentials = "lost-credentials", mistake, other
}
