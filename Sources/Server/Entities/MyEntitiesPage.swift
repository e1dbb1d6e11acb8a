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
        let (places, confinement) = try await visit.house.read { tx in
            (try tx.places(of: session.person.id, in: session.confinedTo, at: now), try tx.confinement(of: session))
        }
        let model: [String: Any] = [
            "entities": places.map { entry($0, visit) }, "none": places.isEmpty, "designation": Address.designation(),
            "count": visit.say(count: places.count, "entities.count"), "confined": visit.confinementModel(confinement),
        ]
        return try visit.page("entities/mine", title: visit.say("entities.title"), model)
    }

    private static func entry(_ place: MyPlace, _ visit: Visit) -> [String: Any] {
        [
            "unregistered": place.isRegistered ? false : Address.designationForm(place.entity.number.digits) as Any,
            "name": place.entity.name, "number": place.entity.number.formatted, "address": place.entity.address,
            "roles": place.roles.map { role -> [String: Any] in
                [
                    "label": visit.say("roles.\(role.acting.role.rawValue)"), "short": visit.say("roles.short.\(role.acting.role.rawValue)"),
                    "quality": (role.quality.map { visit.label(of: $0.domain) }) as Any,
                    "href": (place.isRegistered ? role.href(place.entity) : nil) as Any,
                    "blocked": role.acting.isBlocked,
                ]
            },
        ]
    }
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
            case .representative: return Address.designationForm(entity.number.digits)
            case .chief, .coChief: return Address.entity(entity.number.digits)
            case .manager, .coManager: return quality.map { Address.quality(entity.number.digits, $0.id) }
            case .user: return Address.ownAccesses()
            }
        }
    }

    let entity: Entity
    /// Before it is, only its representatives hold anything in it, and registering it is all there is to do.
    let isRegistered: Bool
    let roles: [Role]
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
                roles: try roles.map { MyPlace.Role(acting: $0, quality: try $0.quality.flatMap { try quality($0) }) })
        }.sorted { $0.entity.name < $1.entity.name }
    }
}

extension Address {
    static let designation: Address = "/designation"
    /// The form for one entity, whose number the representative has given.
    static let designationForm: Address = "/designation/:entity"
    static let quality: Address = "/entities/:entity/qualities/:quality"
    static let ownPassword: Address = "/me/password"
}
