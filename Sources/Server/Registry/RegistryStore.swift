package import Foundation
package import Rules
package import Storage

extension KeptTable {
    static let entities = KeptTable(
        "entities", key: "id", columns: ["id", "number", "name", "folded", "address", "ceased_on", "email", "phone"], told: .byActs)
    static let legalFunctions = KeptTable(
        "legal_functions", key: "id", columns: ["id", "person", "entity", "kind", "held_from", "held_until"], told: .byActs)
    static let entitlements = KeptTable(
        "entitlements", key: "entity", "domain", "identifier", columns: ["entity", "domain", "identifier"], told: .byActs)
}

/// The company register as this installation knows it.
extension Transaction {
    package func entity(_ number: EnterpriseNumber) throws -> Entity? {
        try keptRow(.entities, "WHERE number = \(number.digits)", Entity.init)
    }
    package func entity(_ id: Entity.ID) throws -> Entity? { try keptRow(.entities, "WHERE id = \(id)", Entity.init) }

    package func add(_ entity: Entity) throws { try keep(entity.row, in: .entities) }

    /// What the register says of it. Its own e-mail address and telephone stay.
    package func save(_ entity: Entity) throws {
        if try self.entity(entity.id)?.ceased != entity.ceased { try registerChanged(entity.id) }
        try keep(
            [
                "name": entity.name.bound, "folded": Folding.fold(entity.name).bound, "address": entity.address.bound,
                "ceased_on": entity.ceased.bound,
            ], in: .entities, where: "id = \(entity.id)")
    }

    package func add(_ function: LegalFunction) throws { try keep(function.row, in: .legalFunctions) }

    /// The register learnt of an end, or that there is none.
    package func save(until: Date?, of function: LegalFunction.ID) throws {
        try keep(["held_until": until.bound], in: .legalFunctions, where: "id = \(function)")
    }

    package func legalFunctions(of person: Person.ID, in entity: Entity.ID) throws -> [LegalFunction] {
        try kept(.legalFunctions, "WHERE person = \(person) AND entity = \(entity)", LegalFunction.init)
    }

    package func legalFunctions(in entity: Entity.ID) throws -> [LegalFunction] {
        try kept(.legalFunctions, "WHERE entity = \(entity) ORDER BY held_from, id", LegalFunction.init)
    }

    package func legalFunctions(of person: Person.ID) throws -> [LegalFunction] {
        try kept(.legalFunctions, "WHERE person = \(person) ORDER BY held_from, id", LegalFunction.init)
    }

    package func legalFunction(_ id: LegalFunction.ID) throws -> LegalFunction? {
        try keptRow(.legalFunctions, "WHERE id = \(id)", LegalFunction.init)
    }

    /// What an entity may activate, and its identifier there, as the register said.
    package func entitlements(of entity: Entity.ID) throws -> [Entitlement] {
        try kept(.entitlements, "WHERE entity = \(entity) ORDER BY domain, identifier") {
            Entitlement(domain: .init(rawValue: try $0.text("domain")), identifier: .init(rawValue: try $0.text("identifier")))
        }
    }

    package func add(_ entitlement: Entitlement, to entity: Entity.ID) throws {
        try keep([entity.bound, entitlement.domain.bound, entitlement.identifier.bound], in: .entitlements)
    }

    package func contact(of entity: Entity.ID) throws -> EntityContact {
        try keptRow(.entities, "WHERE id = \(entity)") {
            EntityContact(
                email: try $0.optionalText("email").map { try EmailAddress.stored($0) },
                phone: try $0.optionalText("phone").map { try PhoneNumber($0) })
        } ?? EntityContact(email: nil, phone: nil)
    }

    package func save(_ contact: EntityContact, of entity: Entity.ID) throws {
        try keep(["email": (contact.email?.text).bound, "phone": (contact.phone?.text).bound], in: .entities, where: "id = \(entity)")
    }
}

/// A domain that an entity may activate, with its identifier there.
package struct Entitlement: Hashable, Sendable {
    package let domain: AccessDomain.Code
    package let identifier: DomainIdentifier.Stored
    package init(domain: AccessDomain.Code, identifier: DomainIdentifier.Stored) {
        self.domain = domain
        self.identifier = identifier
    }
}

package struct EntityContact: Hashable, Sendable {
    package var email: EmailAddress?
    package var phone: PhoneNumber?
}

extension Entity {
    fileprivate var ceased: Date? { if case .ceased(let day) = status { day } else { nil } }

    init(_ row: Columns) throws {
        let ceased = try row.optionalDate("ceased_on")
        self.init(
            id: .init(rawValue: try row.integer("id")), number: try EnterpriseNumber(row.text("number")), name: try row.text("name"),
            address: try row.text("address"), status: ceased.map { .ceased(on: $0) } ?? .active)
    }
}

extension LegalFunction {
    init(_ row: Columns) throws {
        let kind = try row.text("kind")
        guard let kind = FunctionKind(rawValue: kind) else { throw UnknownFunction(kind: kind) }
        self.init(
            id: .init(rawValue: try row.integer("id")), person: .init(rawValue: try row.integer("person")),
            entity: .init(rawValue: try row.integer("entity")), kind: kind, from: try row.date("held_from"), until: try row.optionalDate("held_until")
        )
    }
}

/// The register knows a kind of function that this version does not.
package struct UnknownFunction: Error { package let kind: String }

extension Transaction {
    /// Many at once, as `Entity.row` and `LegalFunction.row` write them, with their codes; of each entitlement the entity, the domain and the identifier.
    func add(coded entities: [Value], entitlements: [Value], functions: [Value]) throws {
        try insert(coded: entities, into: .entities)
        try insert(coded: entitlements, into: .entitlements)
        try insert(coded: functions, into: .legalFunctions)
    }
}

extension Entity {
    /// Of a row of the table, in its order; nobody has said yet how to reach it.
    var row: [Value] {
        [id.bound, number.digits.bound, name.bound, Folding.fold(name).bound, address.bound, ceased.bound, .null, .null]
    }
}

extension LegalFunction {
    /// Of a row of the table, in its order.
    var row: [Value] { [id.bound, person.bound, entity.bound, kind.rawValue.bound, from.bound, until.bound] }
}
