public import FoundationEssentials

/// An enterprise or organisation of the company register.
package struct Entity: Hashable, Sendable, Identifiable {
    package typealias ID = Key<Entity>
    package enum Status: Hashable, Sendable {
        case active
        case ceased(on: Date)
    }

    package let id: ID
    package var number: EnterpriseNumber
    package var name: String
    package var address: String
    package var status: Status

    package init(id: ID, number: EnterpriseNumber, name: String, address: String, status: Status) {
        self.id = id
        self.number = number
        self.name = name
        self.address = address
        self.status = status
    }
}

/// That an entity takes part in access management: opened when its first chief access manager is designated.
package struct Registration: Hashable, Sendable, Identifiable {
    package typealias ID = Key<Registration>
    package let id: ID
    package let entity: Entity.ID
    package init(id: ID, entity: Entity.ID) {
        self.id = id
        self.entity = entity
    }
}
