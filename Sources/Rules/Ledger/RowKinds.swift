/// Kinds of rows, those that others refer to first: rows are inserted in this order and closed in the other.
package struct RowKinds: Sendable {
    package let types: [any LedgerRow.Type]
    private let events: [RowEvent]

    package init(_ types: [any LedgerRow.Type]) {
        self.types = types
        events = types.flatMap { $0.events }
    }

    /// Every kind that the product has.
    package static let all = RowKinds([
        Registration.self,
        Quality.self,
        Assignment.self,
        Block.self,
        Grant.self,
    ])

    /// The place of a kind in `types`.
    package func index(of type: any LedgerRow.Type) throws(UnlistedKind) -> Int {
        guard let index = types.firstIndex(where: { $0 == type }) else { throw UnlistedKind(name: type.name) }
        return index
    }

    /// What a change in the ledger says.
    func change(_ fields: CanonicalFields) throws -> Change {
        guard let id = fields["id"]?.number else { throw Act.unreadable("a change without a key") }
        for event in events where fields.has(event.name, in: "change") { return try event.read(id, fields) }
        throw Act.unreadable(fields["change"]?.text ?? "a change without a name")
    }
}

/// A kind of row that is missing in the list: the ledger could not be read again.
package struct UnlistedKind: Error, CustomStringConvertible {
    package let name: String
    package var description: String { "the kind of row \(name) is not in the list RowKinds.all" }
}

/// What the ledger may say of a kind.
private struct RowEvent: Sendable {
    let name: [UInt8]
    let read: @Sendable (Int64, CanonicalFields) throws -> Change
}

/// Also of `any LedgerRow.Type`, whose `kind` has no type of its own.
extension LedgerRow {
    package static var name: String { kind.name }

    fileprivate static var events: [RowEvent] {
        let opened = RowEvent(name: Array("\(name).opened".utf8)) { .opened(try kind.row($0, $1)) }
        guard let closable = self as? any ClosableRow.Type else { return [opened] }
        return [opened, RowEvent(name: Array("\(name).closed".utf8)) { id, _ in .closed(closable, id) }]
    }
}
