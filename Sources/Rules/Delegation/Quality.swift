/// A domain that an entity has activated, with the identifier it has there.
package struct Quality: LedgerRow {
    package typealias ID = Key<Quality>

    package let id: ID
    package let entity: Entity.ID
    package let domain: AccessDomain.Code
    package let identifier: DomainIdentifier.Stored

    package init(id: ID, entity: Entity.ID, domain: AccessDomain.Code, identifier: DomainIdentifier.Stored) {
        self.id = id
        self.entity = entity
        self.domain = domain
        self.identifier = identifier
    }

    package static let kind = RowKind<Quality>(
        "quality", table: "qualities", in: .entity(\.entity),
        Column("entity", \.entity), Column("domain", \.domain), Column("identifier", \.identifier), row: Quality.init)
}
