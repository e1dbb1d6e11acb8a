/// The declaration of a kind of row: what the ledger calls it, where it is stored, what it holds, and what it lies in.
///
///     package static let kind = RowKind<Block>(
///         "block", table: "blocks", in: .row(\.assignment),
///         Column("assignment", \.assignment), Column("reason", \.reason), row: Block.init)
///
/// A class, because it is asked for at every change, and a structure of so many parts would be copied each time.
package final class RowKind<Row: LedgerRow>: Sendable {
    /// Permanent: the ledger says `block.opened` and `block.closed`.
    package let name: String
    package let table: StaticString
    package let place: RowPlace<Row>
    /// In the order of the table. `id` comes before them; `open`, `opened_by` and `closed_by` come after them.
    package let columns: [RowColumn<Row>]
    /// Columns of the table that acts say nothing of, because they give no power: nothing verifies them.
    package let unrecorded: [StaticString]
    /// What the ledger writes of an opened row, in the order of the names.
    let fields: [CanonicalField<Row>]
    private let read: @Sendable (Row.ID, CanonicalFields) throws -> Row

    /// - Parameters:
    ///   - columns: one for each argument of `row` but the first, which is the key; their names are permanent.
    ///   - row: the initializer.
    package init<each Value: ColumnValue>(
        _ name: String, table: StaticString, in place: RowPlace<Row>, unrecorded: [StaticString] = [], _ columns: repeat Column<Row, each Value>,
        row: @escaping @Sendable (Row.ID, repeat each Value) -> Row
    ) {
        (self.name, self.table, self.place, self.unrecorded) = (name, table, place, unrecorded)
        var all: [RowColumn<Row>] = []
        for column in repeat each columns { all.append(column.column) }
        self.columns = all
        fields = CanonicalField.fields(of: name, all)
        read = { id, fields in row(id, repeat try (each columns).value(fields)) }
    }

    /// The row that the ledger tells of.
    func row(_ id: Int64, _ fields: CanonicalFields) throws -> Row { try read(Key(rawValue: id), fields) }
}
