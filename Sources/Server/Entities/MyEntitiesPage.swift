import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// After signing in: my entities, and my roles in each as links (MISSION S6, M1). Choosing another needs no new sign-in.
enum MyEntitiesPage {
    static func show(_ visit: Visit) async throws -> Response {
        let session = try visit.signedIn()
        let now = visit.now
        let ((found, confinement), others) = try await visit.house.readConfirmed { tx in
            (try tx.places(of: session.person.id, in: session.confinedTo, at: now), try tx.confinement(of: session))
        } shown: {
            $0.0.flatMap { place in place.roles.map { .role($0.acting) } + place.managed.map { .quality($0) } }
        }
        let places = found.compactMap { $0.without(others) }
        let model = MyEntitiesModel(
            welcome: visit.say("entities.home", ["name": session.person.name]), confined: visit.confinementModel(confinement), none: places.isEmpty,
            count: visit.say(count: places.count, "entities.count"),
            entities: places.map { entry($0, visit) }, designation: Address.designation())
        return try visit.page(model, title: visit.say("entities.title"))
    }

    private static func entry(_ place: MyPlace, _ visit: Visit) -> MyEntitiesModel.Entry {
        MyEntitiesModel.Entry(
            name: place.entity.name, number: place.entity.number.formatted, address: place.entity.address,
            roles: place.roles.map { role($0, place, visit) } + place.managed.map { managed($0, place.entity, visit) },
            unregistered: place.isRegistered ? nil : Address.designationForm(place.entity.number))
    }
}

extension MyEntitiesPage {
    private static func role(_ role: MyPlace.Role, _ place: MyPlace, _ visit: Visit) -> MyEntitiesModel.Role {
        MyEntitiesModel.Role(
            label: visit.say("roles.\(role.acting.role.rawValue)"), quality: role.quality.map { visit.label(of: $0.domain) },
            identifier: role.quality.map { named($0, visit) }, href: place.isRegistered ? role.href(place.entity) : nil,
            blocked: role.acting.isBlocked)
    }

    /// A quality that a chief manages as long as nobody else does.
    private static func managed(_ quality: Quality, _ entity: Entity, _ visit: Visit) -> MyEntitiesModel.Role {
        MyEntitiesModel.Role(
            label: visit.say("roles.manager"), quality: visit.label(of: quality.domain), identifier: named(quality, visit),
            href: Address.quality(entity.number, quality.id), blocked: false)
    }

    private static func named(_ quality: Quality, _ visit: Visit) -> Fact {
        let kind = visit.house.catalogue[quality.domain]?.identifier.rawValue
        return Fact(label: kind.map { visit.say("identifiers.\($0)") } ?? visit.say("qualities.identifier"), value: visit.identifier(of: quality))
    }
}

struct MyEntitiesModel: PageModel {
    static let template = "entities/mine"

    struct Entry: Codable, Sendable {
        let name: String
        let number: String
        let address: String
        let roles: [Role]
        /// Where it is registered; nil when it is.
        let unregistered: String?
    }

    struct Role: Codable, Sendable {
        let label: String
        let quality: String?
        let identifier: Fact?
        let href: String?
        let blocked: Bool
    }

    let welcome: String
    let confined: ConfinedModel?
    let none: Bool
    let count: String
    let entities: [Entry]
    let designation: String
}

/// An entity where someone holds something, and what.
struct MyPlace: Sendable {
    struct Role: Sendable {
        let acting: Acting
        let quality: Quality?

        /// Where this role's work is; nowhere while it is blocked.
        func href(_ entity: Entity) -> String? {
            guard !acting.isBlocked else { return nil }
            switch acting.role {
            case .representative: return Address.designationForm(entity.number)
            case .chief, .coChief: return Address.entity(entity.number)
            case .manager, .coManager: return quality.map { Address.quality(entity.number, $0.id) }
            case .user: return Address.ownAccesses()
            }
        }
    }

    let entity: Entity
    /// Before it is, only its representatives hold anything in it, and registering it is all there is to do.
    let isRegistered: Bool
    let roles: [Role]
    /// What its chief manages while nobody is appointed (MISSION D11).
    let managed: [Quality]

    /// Nil when no role is left.
    func without(_ others: Set<PowerRow>) -> MyPlace? {
        let left = roles.filter { !others.contains(.role($0.acting)) }
        guard !left.isEmpty else { return nil }
        let isChief = left.contains { $0.acting.role == .chief }
        return MyPlace(
            entity: entity, isRegistered: isRegistered, roles: left, managed: isChief ? managed.filter { !others.contains(.quality($0)) } : [])
    }
}

extension Transaction {
    /// Every entity in which a person holds something now, or this one alone, by name; each role from the highest.
    func places(of person: Person.ID, in only: Entity.ID? = nil, at now: Date) throws -> [MyPlace] {
        let entities = try Set(legalFunctions(of: person).filter { $0.represents(at: now) }.map(\.entity))
            .union(holdings(of: person).map(\.assignment.entity))
        return try entities.filter { only == nil || $0 == only }.compactMap { id -> MyPlace? in
            guard let entity = try entity(id), !entity.hasCeased(by: now) else { return nil }
            let roles = try roles(of: person, in: id, at: now).sorted { $0.role > $1.role }
            return MyPlace(
                entity: entity, isRegistered: try registration(of: id) != nil,
                roles: try roles.map { MyPlace.Role(acting: $0, quality: try $0.quality.flatMap { try quality($0) }) },
                managed: roles.contains { $0.role == .chief && !$0.isBlocked }
                    ? try qualities(of: id).filter { try appointedManager(of: $0.id) == nil } : [])
        }.sorted { $0.entity.name < $1.entity.name }
    }
}

extension Address {
    static let designation = TypedAddress("/designation")
    /// The form for one entity, whose number the representative has given.
    static let designationForm = TypedAddress("/designation/:entity", EnterpriseNumber.self)
    static let quality = TypedAddress("/entities/:entity/qualities/:quality", EnterpriseNumber.self, Quality.ID.self)
    static let ownPassword = TypedAddress("/me/password")
}
