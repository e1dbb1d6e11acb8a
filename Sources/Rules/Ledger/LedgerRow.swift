/// A row that acts open. Its kind is declared once: the ledger's bytes, the table, copying and verification follow from the declaration.
package protocol LedgerRow: Identifiable, Hashable, Sendable where ID == Key<Self> {
    static var kind: RowKind<Self> { get }
    /// The key as a number: asked of a row of any kind, `id` would make the run time look up its type each time.
    var number: Int64 { get }
}

extension LedgerRow {
    package var number: Int64 { id.rawValue }
}

/// A row that acts close as well.
package protocol ClosableRow: LedgerRow {}
