/// One row that an act opened or closed. Rows that give power are written in no other way, so the ledger alone can tell what every
/// such row should be: `chatelaine verify` replays the changes and compares.
package enum Change: Sendable {
    case opened(any LedgerRow)
    case closed(any ClosableRow.Type, Int64)

    package static func closed<Row: ClosableRow>(_ id: Key<Row>) -> Change { .closed(Row.self, id.rawValue) }

    /// The kind of its row.
    package var type: any LedgerRow.Type {
        switch self {
        case .opened(let row): Swift.type(of: row)
        case .closed(let type, _): type
        }
    }

    /// The row, when it opened one of that kind.
    package func opened<Row: LedgerRow>(_: Row.Type) -> Row? {
        // Comparing types is many times faster than a cast that fails.
        guard case .opened(let row) = self, Swift.type(of: row) == Row.self else { return nil }
        return row as? Row
    }

    /// The key, when it closed a row of that kind.
    package func closed<Row: ClosableRow>(_: Row.Type) -> Key<Row>? {
        guard case .closed(let type, let id) = self, type == Row.self else { return nil }
        return Key(rawValue: id)
    }
}

extension Change: Hashable {
    package static func == (left: Change, right: Change) -> Bool {
        switch (left, right) {
        case (.opened(let one), .opened(let other)): one.isEqual(to: other)
        case (.closed(let one, let id), .closed(let other, let otherID)): one == other && id == otherID
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .opened(let row): row.hash(into: &hasher)
        case .closed(let type, let id):
            hasher.combine(ObjectIdentifier(type))
            hasher.combine(id)
        }
    }
}

extension LedgerRow {
    fileprivate func isEqual(to other: any LedgerRow) -> Bool { (other as? Self) == self }
}

extension Act {
    /// The rows of a kind that it opened.
    package func opened<Row: LedgerRow>(_ type: Row.Type) -> [Row] { changes.compactMap { $0.opened(type) } }

    /// The keys of the rows of a kind that it closed.
    package func closed<Row: ClosableRow>(_ type: Row.Type) -> [Key<Row>] { changes.compactMap { $0.closed(type) } }

    /// The assignment of that role that it opened.
    package func opened(_ role: Role) -> Assignment? { opened(Assignment.self).first { $0.role == role } }
}
