import Rules
import Storage
import Web

/// What somebody is registered as, and where: the same form, draft and summary for each (MISSION M5, M7, M8, M10).
enum Standing: Sendable {
    case user(of: Quality, AccessDomain)
    case coManager(of: Quality)
    case manager(of: Quality)
    case coChief(of: Entity)

    var role: Role {
        switch self {
        case .user: .user
        case .coManager: .coManager
        case .manager: .manager
        case .coChief: .coChief
        }
    }

    var quality: Quality? {
        switch self {
        case .user(let quality, _), .coManager(let quality), .manager(let quality): quality
        case .coChief: nil
        }
    }

    var place: Place {
        switch self {
        case .user(let quality, _), .coManager(let quality), .manager(let quality): Place(quality)
        case .coChief(let entity): Place(entity: entity.id)
        }
    }

    /// Whose applications are ticked: those who manage open every one without, and a co-chief none.
    var ticked: AccessDomain? { if case .user(_, let domain) = self { domain } else { nil } }

    /// Who opens the drafts of it again: in a quality those who may appoint there, as the gates of its pages ask; outside of one their author.
    func readers(_ reader: Person.ID) -> DraftReaders { quality.map { .managers(of: $0.id) } ?? .formerAuthor(reader, for: place.entity) }
}

extension Visit {
    /// That role, in the quality or entity of this visit.
    func standing(_ role: Role) throws -> Standing {
        switch role {
        case .user: .user(of: try thisQuality(), try thisDomain())
        case .coManager: .coManager(of: try thisQuality())
        case .manager: .manager(of: try thisQuality())
        case .coChief: .coChief(of: try thisEntity())
        case .chief, .representative: throw NotFound()
        }
    }
}

extension Transaction {
    /// The act by which somebody gets it.
    /// - Parameter held: what they hold there already.
    func actGiving(
        _ standing: Standing, to person: Person.ID, held: Holding?, applications: Set<SecuredApplication.Code> = [], on occasion: Occasion
    ) throws -> Act {
        switch standing {
        case .user(let quality, let domain):
            guard let manager = try managing(quality) else { throw NotFound() }
            return try quality.userRegistered(person, applications: applications, in: domain, held: held, manager: manager, on: occasion)
        case .coManager(let quality):
            guard let manager = try managing(quality) else { throw Refusal.entityNotRegistered }
            return try quality.coManagerAppointed(person, managedBy: manager, held: held, on: occasion)
        case .manager(let quality):
            return try quality.managerReplaced(
                by: person, current: appointedManager(of: quality.id), chief: chief(managing: quality.entity), held: held, on: occasion)
        case .coChief(let entity):
            return try entity.coChiefAppointed(person, chief: chief(managing: entity.id), held: held, on: occasion)
        }
    }

    /// What refuses it as soon as the national number is known, before anything else is asked.
    func requireMayGet(_ standing: Standing, _ person: Person.ID, held: Holding?, on occasion: Occasion) throws {
        guard case .user(let quality, _) = standing else {
            _ = try actGiving(standing, to: person, held: held, on: occasion)
            return
        }
        guard let manager = try managing(quality) else { throw NotFound() }
        try quality.mayRegister(person, held: held, manager: manager, on: occasion)
    }

    /// What someone is there: chief, while they manage a quality for want of a manager.
    func role(of person: Person.ID, in place: Place) throws -> Role? {
        guard let id = place.quality else { return try holding(of: person, inEntity: place.entity)?.assignment.role }
        if let held = try holding(of: person, in: id) { return held.assignment.role }
        return try quality(id).flatMap { try managing($0) } == person ? .chief : nil
    }

    private func chief(managing entity: Entity.ID) throws -> Person.ID {
        guard let chief = try chief(of: entity)?.assignment.person else { throw Refusal.entityNotRegistered }
        return chief
    }
}
