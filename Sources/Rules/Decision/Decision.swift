/// What is known about one question "may this person use this application for this entity?", gathered before anything is decided.
package struct DecisionFacts: Hashable, Sendable {
    package struct Standing: Hashable, Sendable {
        package let quality: Quality
        /// The person's holding in this quality as manager, co-manager or user.
        package let held: Holding?
        package let hasAppointedManager: Bool

        package init(quality: Quality, held: Holding?, hasAppointedManager: Bool) {
            self.quality = quality
            self.held = held
            self.hasAppointedManager = hasAppointedManager
        }
    }

    package let person: Person.ID?
    package let entity: Entity?
    package let isRegistered: Bool
    /// The person's chief assignment in the entity, if they are the chief.
    package let chief: Assignment?
    /// One for every open quality of the entity.
    package let standings: [Standing]

    package init(person: Person.ID?, entity: Entity?, isRegistered: Bool, chief: Assignment?, standings: [Standing]) {
        self.person = person
        self.entity = entity
        self.isRegistered = isRegistered
        self.chief = chief
        self.standings = standings
    }
}

/// May this person use this application for this entity? Yes or no, why, and on which row it rests (MISSION X1).
package struct Decision: Hashable, Sendable {
    package let reason: DecisionReason
    /// The row a yes rests on; the way from there up to the register is a walk along acts.
    package let basis: Basis?

    package var allowed: Bool { basis != nil }

    package enum Basis: Hashable, Sendable {
        case grant(Grant, Assignment)
        case assignment(Assignment)

        package var assignment: Assignment {
            switch self {
            case .grant(_, let assignment), .assignment(let assignment): assignment
            }
        }
    }

    /// Decides on an application of the catalogue, in one domain or, when none is named, in whichever quality gives it (DESIGN §9).
    package static func on(_ facts: DecisionFacts, application: String, domain: String?, catalogue: Catalogue) -> Decision {
        if let domain, catalogue[domain] == nil { return .no(.domainUnknown) }
        let offering =
            domain.flatMap { catalogue[$0] }.map { $0.application(application) == nil ? [] : [$0] } ?? catalogue.domains(offering: application)
        guard !offering.isEmpty else { return .no(.applicationUnknown) }
        guard let entity = facts.entity else { return .no(.entityUnknown) }
        guard entity.status == .active else { return .no(.entityCeased) }
        guard facts.isRegistered else { return .no(.entityNotRegistered) }
        guard facts.person != nil else { return .no(.personUnknown) }
        let standings = facts.standings.filter { standing in offering.contains { $0.code == standing.quality.domain } }
        guard !standings.isEmpty else { return .no(.qualityNotActive) }
        let decisions = standings.map { decide($0, chief: facts.chief, application: application) }
        return decisions.first(where: \.allowed) ?? decisions.max { $0.reason.nearness < $1.reason.nearness } ?? .no(.notAssigned)
    }

    private static func decide(_ standing: DecisionFacts.Standing, chief: Assignment?, application: String) -> Decision {
        if let held = standing.held, !held.isBlocked {
            switch held.assignment.role {
            case .manager: return Decision(reason: .manager, basis: .assignment(held.assignment))
            case .coManager: return Decision(reason: .coManager, basis: .assignment(held.assignment))
            default:
                if let grant = held.grants.first(where: { $0.application == application }) {
                    return Decision(reason: .granted, basis: .grant(grant, held.assignment))
                }
            }
        }
        if let chief, !standing.hasAppointedManager { return Decision(reason: .chiefManages, basis: .assignment(chief)) }
        guard let held = standing.held else { return .no(chief == nil ? .notAssigned : .managerAppointed) }
        return .no(held.isBlocked ? .blocked : .notGranted)
    }

    private static func no(_ reason: DecisionReason) -> Decision { Decision(reason: reason, basis: nil) }
}

/// Why a decision is yes or no. Codes are part of the public contract; their words are in `Texts/decisions.yaml`.
package enum DecisionReason: String, CaseIterable, Hashable, Sendable {
    case granted
    case manager
    case coManager = "co-manager"
    case chiefManages = "chief-manages"
    case personUnknown = "person-unknown"
    case entityUnknown = "entity-unknown"
    case entityNotRegistered = "entity-not-registered"
    case entityCeased = "entity-ceased"
    case domainUnknown = "domain-unknown"
    case applicationUnknown = "application-unknown"
    case qualityNotActive = "quality-not-active"
    case notAssigned = "not-assigned"
    case notGranted = "not-granted"
    case blocked
    /// A chief who appointed a manager opens the quality's applications only as a ticked user.
    case managerAppointed = "manager-appointed"
    case actionUnknown = "action-unknown"
    case subjectTypeUnknown = "subject-type-unknown"
    case resourceTypeUnknown = "resource-type-unknown"

    /// Among several reasons for a no, the one nearest to a yes says most.
    var nearness: Int {
        switch self {
        case .blocked: 3
        case .notGranted: 2
        case .managerAppointed: 1
        default: 0
        }
    }
}
