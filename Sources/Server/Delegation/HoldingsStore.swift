package import Foundation
package import Rules
package import Storage

/// Reading the rows that give power. They are written by `enact` alone. What is read in a write is noted, where somebody holds it against the acts
/// (`PowerReadings`).
extension Transaction {
    // MARK: Registrations and qualities

    package func registration(of entity: Entity.ID) throws -> Registration? {
        let found = try row("SELECT id, entity FROM registrations WHERE entity = \(entity) AND open = 1") {
            Registration(id: .init(rawValue: try $0.integer("id")), entity: .init(rawValue: try $0.integer("entity")))
        }
        note(.registration(entity, found))
        return found
    }

    /// An open quality.
    package func quality(_ id: Quality.ID) throws -> Quality? {
        let found = try row("\(qualityColumns) WHERE id = \(id) AND open = 1", Quality.init)
        note(.quality(id, found))
        return found
    }

    package func qualities(of entity: Entity.ID) throws -> [Quality] {
        let found = try rows("\(qualityColumns) WHERE entity = \(entity) AND open = 1 ORDER BY domain, identifier", Quality.init)
        note(.qualities(entity, found))
        return found
    }

    /// When the act was done that registered it.
    func registrationDate(of entity: Entity.ID) throws -> Date? {
        try row("SELECT a.at FROM registrations r JOIN acts a ON a.id = r.opened_by WHERE r.entity = \(entity) AND r.open = 1") { try $0.date("at") }
    }

    /// When the act was done that activated it.
    func activation(of quality: Quality.ID) throws -> Date? {
        try row("SELECT a.at FROM qualities q JOIN acts a ON a.id = q.opened_by WHERE q.id = \(quality)") { try $0.date("at") }
    }

    // MARK: Holdings

    package func chief(of entity: Entity.ID) throws -> Holding? { try holdings(.chief(entity)).first }
    package func coChiefs(of entity: Entity.ID) throws -> [Holding] { try holdings(.coChiefs(entity)) }

    /// What a person holds in the whole entity: chief or co-chief.
    package func holding(of person: Person.ID, inEntity entity: Entity.ID) throws -> Holding? {
        try holdings(.inWhole(person, entity)).first
    }

    /// The appointed manager; nil while the chief manages (MISSION D11).
    package func appointedManager(of quality: Quality.ID) throws -> Holding? { try holdings(.manager(quality)).first }
    package func coManagers(of quality: Quality.ID) throws -> [Holding] { try holdings(.coManagers(quality)) }

    /// What a person holds in one quality: manager, co-manager or user.
    package func holding(of person: Person.ID, in quality: Quality.ID) throws -> Holding? {
        try holdings(.inQuality(person, quality)).first
    }

    package func holding(_ id: Assignment.ID) throws -> Holding? { try holdings(.these([id])).first }
    package func holdings(_ ids: [Assignment.ID]) throws -> [Holding] { ids.isEmpty ? [] : try holdings(.these(ids)) }

    /// On which assignments these grants and blocks lie, each once.
    func assignments(ofGrants grants: [Grant.ID], blocks: [Block.ID]) throws -> Set<Assignment.ID> {
        func assignment(_ row: Columns) throws -> Assignment.ID { .init(rawValue: try row.integer("assignment")) }
        var found: Set<Assignment.ID> = []
        if !grants.isEmpty { found.formUnion(try rows("SELECT assignment FROM grants WHERE id IN \(list: grants)", assignment)) }
        if !blocks.isEmpty { found.formUnion(try rows("SELECT assignment FROM blocks WHERE id IN \(list: blocks)", assignment)) }
        return found
    }

    /// Everything a person holds, in every entity.
    package func holdings(of person: Person.ID) throws -> [Holding] { try holdings(.of(person)) }

    /// The manager of a quality: the appointed one or, without one, the chief (MISSION D11).
    package func managing(_ quality: Quality) throws -> Person.ID? { try managingRole(of: quality)?.person }

    /// The same as a role, and whether it is blocked.
    func managingRole(of quality: Quality) throws -> Acting? {
        try assignments(.manager(quality.id)).first ?? assignments(.chief(quality.entity)).first
    }

    /// Open holdings with their blocks and grants.
    private func holdings(_ asked: AssignmentsAsked) throws -> [Holding] {
        let found = try blockable(asked)
        var grants: [Assignment.ID: [Grant]] = [:]
        if !found.isEmpty {
            try each("SELECT id, assignment, application FROM grants WHERE open = 1 AND assignment IN \(list: found.map(\.0.id)) ORDER BY id") {
                let grant = try Grant($0)
                grants[grant.assignment, default: []].append(grant)
            }
        }
        let holdings = found.map { Holding($0.0, block: $0.1, grants: grants[$0.0.id] ?? []) }
        note(.assignments(asked, holdings, hasGrants: true))
        return holdings
    }

    /// Open assignments, whether or not they are blocked.
    private func assignments(_ asked: AssignmentsAsked) throws -> [Acting] {
        let found = try blockable(asked)
        note(.assignments(asked, found.map { Holding($0.0, block: $0.1) }, hasGrants: false))
        return found.map { Acting($0.0, isBlocked: $0.1 != nil) }
    }

    /// Open assignments with their blocks.
    private func blockable(_ asked: AssignmentsAsked) throws -> [(Assignment, Block?)] {
        try rows(
            """
            SELECT a.id, a.person, a.role, a.entity, a.quality, b.id AS block, b.reason
            FROM assignments a LEFT JOIN blocks b ON b.assignment = a.id AND b.open = 1
            WHERE a.open = 1 AND \(asked.condition) ORDER BY a.id
            """
        ) { (try Assignment($0), try Block(ofHolding: $0)) }
    }

    // MARK: Acting

    /// Every role someone may act in, in one entity: as its representative, by the register; as whatever they hold.
    package func roles(of person: Person.ID, in entity: Entity.ID, at now: Date) throws -> [Acting] {
        try representing(person, entity, at: now) + held(person, entity)
    }

    /// The same role as it stands in this transaction, or nil when it is no longer held.
    package func confirmed(_ acting: Acting, at now: Date) throws -> Acting? {
        let roles =
            switch acting.authority {
            case .function: try representing(acting.person, acting.entity, at: now)
            case .assignment: try held(acting.person, acting.entity)
            case .oneself, .installation: [] as [Acting]
            }
        return roles.first { $0.authority == acting.authority && !$0.isBlocked }
    }

    /// Everyone who represents the entity now, or manages it or the quality of the place.
    package func managers(in place: Place, at now: Date) throws -> [Acting] {
        var held = try assignments(.chief(place.entity)) + assignments(.coChiefs(place.entity))
        if let quality = place.quality { held += try assignments(.manager(quality)) + assignments(.coManagers(quality)) }
        return try legalFunctions(in: place.entity).filter { $0.represents(at: now) }.map { Acting($0) } + held
    }

    /// Who held this assignment there, whether or not it has ended.
    package func holder(of id: Assignment.ID, in place: Place) throws -> Person.ID? {
        let isThere: SQL = place.quality.map { "quality = \($0)" } ?? "quality IS NULL"
        return try row("SELECT person FROM assignments WHERE id = \(id) AND entity = \(place.entity) AND \(isThere)") {
            .init(rawValue: try $0.integer("person"))
        }
    }

    private func representing(_ person: Person.ID, _ entity: Entity.ID, at now: Date) throws -> [Acting] {
        try legalFunctions(of: person, in: entity).filter { $0.represents(at: now) }.prefix(1).map { Acting($0) }
    }

    private func held(_ person: Person.ID, _ entity: Entity.ID) throws -> [Acting] {
        try assignments(.inEntity(person, entity))
    }

    private var qualityColumns: SQL { "SELECT id, entity, domain, identifier FROM qualities" }
}

extension AssignmentsAsked {
    /// Of rows that are open; in the words of an index each.
    fileprivate var condition: SQL {
        switch self {
        case .these(let ids): ids.count == 1 ? "a.id = \(ids[0])" : "a.id IN \(list: ids)"
        case .of(let person): "a.person = \(person)"
        case .inEntity(let person, let entity): "a.person = \(person) AND a.entity = \(entity)"
        case .inWhole(let person, let entity): "a.entity = \(entity) AND a.person = \(person) AND a.quality IS NULL"
        case .inQuality(let person, let quality): "a.quality = \(quality) AND a.person = \(person)"
        case .chief(let entity): "a.entity = \(entity) AND a.role = 'chief'"
        case .manager(let quality): "a.quality = \(quality) AND a.role = 'manager'"
        case .coChiefs(let entity): "a.entity = \(entity) AND a.quality IS NULL AND a.role = 'co-chief'"
        case .coManagers(let quality): "a.quality = \(quality) AND a.role = 'co-manager'"
        }
    }
}

extension Quality {
    init(_ row: Columns) throws {
        self.init(
            id: .init(rawValue: try row.integer("id")), entity: .init(rawValue: try row.integer("entity")),
            domain: .init(rawValue: try row.text("domain")), identifier: .init(rawValue: try row.text("identifier")))
    }
}

extension Assignment {
    init(_ row: Columns) throws {
        let role = try row.text("role")
        guard let role = Role(rawValue: role) else { throw UnknownRole(role: role) }
        self.init(
            id: .init(rawValue: try row.integer("id")), person: .init(rawValue: try row.integer("person")), role: role,
            entity: .init(rawValue: try row.integer("entity")), quality: try row.optionalInteger("quality").map(Key.init(rawValue:)))
    }
}

extension Block {
    /// The block beside an assignment, when there is one.
    init?(ofHolding row: Columns) throws {
        guard let id = try row.optionalInteger("block") else { return nil }
        self.init(
            id: .init(rawValue: id), assignment: .init(rawValue: try row.integer("id")),
            reason: BlockReason(rawValue: try row.text("reason")) ?? .other)
    }
}

extension Grant {
    init(_ row: Columns) throws {
        self.init(
            id: .init(rawValue: try row.integer("id")), assignment: .init(rawValue: try row.integer("assignment")),
            application: .init(rawValue: try row.text("application")))
    }
}

/// A row holds a role that this version does not know.
package struct UnknownRole: Error { package let role: String }
