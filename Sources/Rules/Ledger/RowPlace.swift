/// What a row lies in: an act may only touch rows in the entity that it names and, when it names one, in that quality or in the entity as a whole.
package enum RowPlace<Row>: Sendable {
    case entity(@Sendable (Row) -> Entity.ID)
    case quality(entity: @Sendable (Row) -> Entity.ID, quality: @Sendable (Row) -> Quality.ID?)
    /// Where another row lies: its kind and key.
    case parent(any LedgerRow.Type, @Sendable (Row) -> Int64)

    /// Where the row with that key lies.
    package static func row<Parent: LedgerRow>(_ parent: @escaping @Sendable (Row) -> Key<Parent>) -> RowPlace {
        .parent(Parent.self) { parent($0).rawValue }
    }
}
