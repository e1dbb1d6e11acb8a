/// A domain that an entity has activated, with the identifier it has there.
package struct Quality: LedgerRow {
    package typealias ID = Key<Quality>

    package let id: ID
    package let entity: Entity.ID
    /// Code of the access domain.
    package let domain: String
    /// As `DomainIdentifier.stored`.
    package let identifier: String

    package init(id: ID, entity: Entity.ID, domain: String, identifier: String) {
        self.id = id
        self.entity = entity
        self.domain = domain
        self.identifier = identifier
    }

    package static let kind = RowKind<Quality>(
        "quality", table: "qualities", in: .entity(\.entity), unrecorded: ["email"],
        Column("entity", \.entity), Column("domain", \.domain), Column("identifier", \.identifier), row: Quality.init)
}
