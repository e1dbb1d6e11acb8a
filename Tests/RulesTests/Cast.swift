import FoundationEssentials
import Rules
import Sample
import Synchronization

/// The people, entities and qualities of the demo world that these tests play with, at one fixed instant. Keys only: rules need no names.
enum Cast {
    /// 2 March 2026, 09:00 UTC.
    static let morning = Date(timeIntervalSince1970: 1_772_442_000)
    static func day(_ offset: Int) -> Date { Date(timeIntervalSince1970: 1_772_409_600 + Double(offset) * 86_400) }

    static let sofie = Person.ID(rawValue: 1)
    static let jan = Person.ID(rawValue: 2)
    static let pieter = Person.ID(rawValue: 3)
    static let fatima = Person.ID(rawValue: 4)
    static let amelie = Person.ID(rawValue: 5)
    static let lucas = Person.ID(rawValue: 6)
    static let claire = Person.ID(rawValue: 7)
    static let marc = Person.ID(rawValue: 8)

    static let linde = entity(11, like: Town.deLinde)
    static let tournesol = entity(12, like: Town.tournesol)

    static let employer = quality(21, linde, "nsso-employer", "199999158")
    static let care = quality(22, linde, "care-home", "76099270")
    static let bakery = quality(23, tournesol, "nsso-employer", "199999061")

    static let employerDomain = domain("nsso-employer", .nsso, ["dimona", "dmfa", "ecaro"])
    static let careDomain = domain("care-home", .nihdi, ["insurability", "ehealth-box", "dimona"])
    static let catalogue = Catalogue([employerDomain, careDomain, domain("hospital", .nihdi, ["insurability", "admissions"])])

    static func acting(
        _ role: Role, _ person: Person.ID = sofie, for entity: Entity = linde, in quality: Quality? = employer, isBlocked: Bool = false
    ) -> Acting {
        Acting(
            person: person, role: role, entity: entity.id, quality: role.isOfQuality ? quality?.id : nil,
            authority: role == .representative ? .function(.init(rawValue: 31)) : .assignment(.init(rawValue: 32)), isBlocked: isBlocked)
    }

    /// New keys are 1001, 1002, …
    static func occasion(_ acting: Acting, at instant: Date = morning) -> Occasion {
        let newID = IDGenerator()
        return Occasion(acting: acting, at: instant) { newID.next() }
    }

    static func occasion(_ role: Role, _ person: Person.ID = sofie) -> Occasion { occasion(acting(role, person)) }

    /// What a person holds: in the quality for roles of a quality, else in its entity.
    static func holding(_ person: Person.ID, as role: Role, in quality: Quality = employer, isBlocked: Bool = false, _ applications: String...)
        -> Holding
    {
        let id = Assignment.ID(rawValue: 100 + person.rawValue)
        let assignment = Assignment(id: id, person: person, role: role, entity: quality.entity, quality: role.isOfQuality ? quality.id : nil)
        return Holding(
            assignment, block: isBlocked ? Block(id: .init(rawValue: 200 + person.rawValue), assignment: id, reason: .absence) : nil,
            grants: applications.enumerated().map {
                Grant(id: .init(rawValue: 300 + person.rawValue * 10 + Int64($0.offset)), assignment: id, application: .init(rawValue: $0.element))
            })
    }

    static func function(_ person: Person.ID, _ kind: FunctionKind = .director, of entity: Entity = linde, from: Int = -30, until: Int? = nil)
        -> LegalFunction
    {
        LegalFunction(id: .init(rawValue: 31), person: person, entity: entity.id, kind: kind, from: day(from), until: until.map(day))
    }

    /// Stands nowhere but where they are acted on.
    static let nowhereElse = OtherHoldings(highestRole: .user, isElsewhere: false)

    private static func entity(_ key: Int64, like entity: Entity) -> Entity {
        Entity(id: .init(rawValue: key), number: entity.number, name: entity.name, address: "", status: .active)
    }

    private static func quality(_ key: Int64, _ entity: Entity, _ domain: AccessDomain.Code, _ identifier: DomainIdentifier.Stored) -> Quality {
        Quality(id: .init(rawValue: key), entity: entity.id, domain: domain, identifier: identifier)
    }

    private static func domain(_ code: AccessDomain.Code, _ kind: DomainIdentifier.Kind, _ applications: [SecuredApplication.Code]) -> AccessDomain {
        AccessDomain(code: code, labels: [:], identifier: kind, applications: applications.map { SecuredApplication(code: $0, labels: [:]) })
    }

    private final class IDGenerator: Sendable {
        private let last = Mutex<Int64>(1000)
        func next() -> Int64 {
            last.withLock {
                $0 += 1
                return $0
            }
        }
    }
}
