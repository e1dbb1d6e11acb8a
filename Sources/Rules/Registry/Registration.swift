/// That an entity takes part in access management: opened when its first chief access manager is designated.
package struct Registration: LedgerRow {
    package typealias ID = Key<Registration>
    package let id: ID
    package let entity: Entity.ID
    package init(id: ID, entity: Entity.ID) {
        self.id = id
        self.entity = entity
    }

    package static let kind = RowKind<Registration>(
        "registration", table: "registrations", in: .entity(\.entity), Column("entity", \.entity), row: Registration.init)
}
