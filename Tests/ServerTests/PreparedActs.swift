import Foundation
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Acts done before a test begins, each by the rules, under the highest role of its actor that has the power.
struct PreparedActs: Sendable {
    let test: TestHouse

    func designate(_ chief: Person, of entity: Entity, by actor: Person) async throws {
        try await act(actor, .designateChief, entity) { tx, occasion in
            let (registration, former) = (try tx.registration(of: entity.id), try tx.chief(of: entity.id))
            let coChief = try tx.coChiefs(of: entity.id).first { $0.assignment.person == chief.id }
            return try entity.designating(
                Designation(chief: chief.id, isDeclared: true), registration: registration, former: former, replacing: coChief, on: occasion)
        }
    }

    func appointCoChief(_ person: Person, of entity: Entity, by actor: Person) async throws {
        try await act(actor, .appointCoChiefs, entity) { tx, occasion in
            guard let chief = try tx.chief(of: entity.id)?.assignment.person else { throw Refusal.entityNotRegistered }
            return [try entity.coChiefAppointed(person.id, chief: chief, held: tx.holding(of: person.id, inEntity: entity.id), on: occasion)]
        }
    }

    func activate(_ domain: AccessDomain.Code, for entity: Entity, manager: Person? = nil, by actor: Person) async throws {
        let found = Town.catalogue[domain]
        try await act(actor, .activateQualities, entity) { tx, occasion in
            let entitled = try tx.entitlements(of: entity.id).first { $0.domain == domain }
            guard let found, let chief = try tx.chief(of: entity.id)?.assignment.person, let entitled else { throw Refusal.notEntitled }
            let identifier = try DomainIdentifier.parse(entitled.identifier.rawValue, kind: found.identifier, entity: entity.number)
            return [
                try found.activated(
                    with: identifier, for: entity.id, open: tx.qualities(of: entity.id), manager: manager?.id, chief: chief, on: occasion
                ).1
            ]
        }
    }

    func appointManager(_ person: Person, of domain: AccessDomain.Code, in entity: Entity, by actor: Person) async throws {
        try await act(actor, .appointManagers, entity, domain) { tx, quality, occasion in
            guard let chief = try tx.chief(of: entity.id)?.assignment.person else { throw Refusal.entityNotRegistered }
            return try quality.managerReplaced(
                by: person.id, current: tx.appointedManager(of: quality.id), chief: chief, held: tx.holding(of: person.id, in: quality.id),
                on: occasion)
        }
    }

    func appointCoManager(_ person: Person, of domain: AccessDomain.Code, in entity: Entity, by actor: Person) async throws {
        try await act(actor, .appointCoManagers, entity, domain) { tx, quality, occasion in
            guard let manager = try tx.managing(quality) else { throw Refusal.entityNotRegistered }
            return try quality.coManagerAppointed(
                person.id, managedBy: manager, held: tx.holding(of: person.id, in: quality.id), on: occasion)
        }
    }

    func register(_ person: Person, _ applications: Set<SecuredApplication.Code>, of domain: AccessDomain.Code, in entity: Entity, by actor: Person)
        async throws
    {
        let found = Town.catalogue[domain]
        try await act(actor, .manageUsers, entity, domain) { tx, quality, occasion in
            guard let found, let manager = try tx.managing(quality) else { throw Refusal.domainUnknown }
            return try quality.userRegistered(
                person.id, applications: applications, in: found, held: tx.holding(of: person.id, in: quality.id), manager: manager, on: occasion)
        }
    }

    func give(_ person: Person, _ applications: Set<SecuredApplication.Code>, of domain: AccessDomain.Code, in entity: Entity, by actor: Person)
        async throws
    {
        let found = Town.catalogue[domain]
        try await act(actor, .manageUsers, entity, domain) { tx, quality, occasion in
            guard let found, let held = try tx.holding(of: person.id, in: quality.id) else { throw Refusal.noLongerHeld }
            return try held.applicationsChanged(to: applications, in: found, on: occasion)
        }
    }

    /// What becomes of what someone holds in a quality or, without one, in the whole entity.
    enum Fate: String, Sendable { case block, unblock, remove }

    func end(_ fate: Fate, _ person: Person, of domain: AccessDomain.Code?, in entity: Entity, by actor: Person) async throws {
        let held = try await test.house.read { tx in
            guard let domain else { return try tx.holding(of: person.id, inEntity: entity.id) }
            return try tx.qualities(of: entity.id).first { $0.domain == domain }.flatMap { try tx.holding(of: person.id, in: $0.id) }
        }
        let holding = try #require(held, "\(person.name) holds nothing there")
        let power: Power =
            holding.assignment.role == .user ? .manageUsers : holding.assignment.role == .coChief ? .appointCoChiefs : .appointCoManagers
        try await act(actor, power, entity, quality: holding.assignment.quality) { _, occasion in
            switch fate {
            case .block: [try holding.blocked(because: .absence, on: occasion)]
            case .unblock: [try holding.unblocked(on: occasion)]
            case .remove: [try holding.removed(on: occasion)]
            }
        }
    }

    /// A registration saved and not confirmed.
    @discardableResult
    func saveDraft(
        of ssin: SSIN, _ applications: [SecuredApplication.Code], of domain: AccessDomain.Code, in entity: Entity, by author: Person,
        as role: Role = .user
    ) async throws -> Key<DraftRow> {
        let (quality, house, now) = (try await test.quality(entity, domain), test.house, test.clock.now)
        var details = UserDetails.untouched
        details.contact = UserContact(language: .fr, email: try EmailAddress("draft@example.com"), secondEmail: nil)
        let content = UserDraft(
            ssin: ssin, details: details, userName: nil, applications: Set(applications), password: nil, savedBy: author.id, shown: nil, role: role)
        let id: Key<DraftRow> = .init(rawValue: house.newID())
        try await house.write { tx in
            try tx.save(
                draft: content, id: id, entity: entity.id,
                quality: quality.id,
                author: author.id,
                at: now)
        }
        return id
    }

    /// The company register says that an entity has ceased.
    func cease(_ entity: Entity) async throws {
        var entity = entity
        entity.status = .ceased(on: test.clock.now.addingTimeInterval(-86400))
        try await test.house.write { [entity] tx in try tx.save(entity) }
    }

    // MARK: Acting

    private func act(
        _ actor: Person, _ power: Power, _ entity: Entity, _ domain: AccessDomain.Code,
        _ rule: @escaping @Sendable (borrowing Transaction, Quality, Occasion) throws -> Act
    ) async throws {
        let quality = try await test.quality(entity, domain)
        try await act(actor, power, entity, quality: quality.id) { tx, occasion in [try rule(tx, quality, occasion)] }
    }

    private func act(
        _ actor: Person, _ power: Power, _ entity: Entity, quality: Quality.ID? = nil,
        _ rule: @escaping @Sendable (borrowing Transaction, Occasion) throws -> [Act]
    ) async throws {
        let (house, now, place) = (test.house, test.clock.now, Place(entity: entity.id, quality: quality))
        try await house.write { tx in
            let roles = try tx.roles(of: actor.id, in: entity.id, at: now).sorted { $0.role > $1.role }
            guard let acting = roles.first(where: { $0.may(power, in: place) }) ?? roles.first else { throw Refusal.noFunction }
            try tx.enact(try rule(tx, Occasion(acting: acting, at: now, newID: { house.newID() })))
        }
    }
}
