import FoundationEssentials
import Rules
import Synchronization

/// The founding acts as they are done, each by the rules, each under an authority that an earlier one gave. Keys are counted from a fixed number,
/// far below any that `IDGenerator` makes, so the ledger is the same at every start.
struct Chronicle: ~Copyable {
    private(set) var acts: [Act] = []
    private(set) var rows = OpenRows()
    private let counter = Counter(from: 100_001)

    /// One minute after the occasion before.
    private func occasion(_ acting: Acting) -> Occasion {
        let counter = counter
        return Occasion(acting: acting, at: Town.opening.addingTimeInterval(Double(acts.count) * 60)) { counter.next() }
    }

    private mutating func record(_ new: [Act]) {
        acts += new
        for act in new { rows.add(act) }
    }

    mutating func designate(_ chief: Person, of entity: Entity, under function: LegalFunction) throws {
        record(
            try entity.designating(Designation(chief: chief.id, isDeclared: true), registration: nil, former: nil, on: occasion(Acting(function))))
    }

    mutating func appointCoChief(_ person: Person, of entity: Entity) throws {
        let chief = try chief(of: entity.id)
        record([try entity.coChiefAppointed(person.id, chief: chief.person, held: nil, on: occasion(Acting(chief, isBlocked: false)))])
    }

    /// Without a manager the chief manages the quality.
    mutating func activate(_ domain: AccessDomain, for entity: Entity, manager: Person? = nil) throws -> Quality {
        let chief = try chief(of: entity.id)
        guard let entitled = Town.entitled[entity.id]?.first(where: { $0.domain.code == domain.code }) else { throw Refusal.notEntitled }
        let (quality, act) = try domain.activated(
            with: entitled.identifier, for: entity.id, open: rows.qualities(of: entity.id), manager: manager?.id, chief: chief.person,
            on: occasion(Acting(chief, isBlocked: false)))
        record([act])
        return quality
    }

    mutating func appointCoManager(_ person: Person, of quality: Quality, by actor: Person) throws {
        let (manager, acting) = (try manager(of: quality), try acting(actor, in: quality))
        record([try quality.coManagerAppointed(person.id, managedBy: manager, held: rows.held(by: person.id, in: quality), on: occasion(acting))])
    }

    mutating func register(
        _ person: Person, in quality: Quality, by actor: Person, _ applications: Set<SecuredApplication.Code>, of domain: AccessDomain
    ) throws {
        let (manager, acting) = (try manager(of: quality), try acting(actor, in: quality))
        record([
            try quality.userRegistered(
                person.id, applications: applications, in: domain, held: rows.held(by: person.id, in: quality), manager: manager,
                on: occasion(acting))
        ])
    }

    mutating func block(_ person: Person, in quality: Quality, by actor: Person, because reason: BlockReason) throws {
        guard let held = rows.held(by: person.id, in: quality) else { throw Refusal.noLongerHeld }
        let acting = try acting(actor, in: quality)
        record([try held.blocked(because: reason, on: occasion(acting))])
    }

    private func chief(of entity: Entity.ID) throws -> Assignment {
        guard let chief = rows.chief(of: entity) else { throw Refusal.entityNotRegistered }
        return chief
    }

    private func manager(of quality: Quality) throws -> Person.ID {
        try rows.appointedManager(of: quality)?.person ?? chief(of: quality.entity).person
    }

    /// What gives this person a say in the quality: a role in it, or one in the whole entity.
    private func acting(_ person: Person, in quality: Quality) throws -> Acting {
        let held = rows.held(by: person.id, in: quality) ?? rows.holdings(in: quality.entity).first { $0.assignment.person == person.id }
        guard let held else { throw Refusal.notYourRole(.manageUsers) }
        return Acting(held.assignment, isBlocked: held.isBlocked)
    }
}

private final class Counter: Sendable {
    private let last: Mutex<Int64>

    init(from first: Int64) { last = Mutex(first - 1) }

    func next() -> Int64 {
        last.withLock { last in
            last += 1
            return last
        }
    }
}
