import Rules
import Storage

/// What a plan changes, as confirmation pages say it: read from the plan, never written beside it.
enum Consequence: Hashable, Sendable {
    case registered(Entity.ID)
    case activated(domain: AccessDomain.Code, identifier: DomainIdentifier.Stored)
    case begins(Role, Person.ID)
    case ends(Role, Person.ID)
    case blocked(Person.ID)
    /// A role that opens what it opens without ticking, given back by the end of a block.
    case regains(Role, Person.ID)
    /// An application that is given, or that a block kept.
    case opens(Person.ID, application: SecuredApplication.Code)
    case opensNoLonger(Person.ID, application: SecuredApplication.Code)
    case signedOut(Person.ID)
    case told(Person.ID)
}

/// A plan on a snapshot, and what it would change.
struct Preview: Sendable {
    let plan: Plan
    let consequences: [Consequence]
    /// Those who are named in the consequences, those whom a plan about many was made of, and whoever the plan would enter.
    let people: [Person.ID: Person]
    /// Those of them whom nobody knows yet.
    let entered: Set<Person.ID>

    var applicationsGiven: [SecuredApplication.Code] {
        consequences.compactMap { if case .opens(_, let application) = $0 { application } else { nil } }
    }
    var applicationsTaken: [SecuredApplication.Code] {
        consequences.compactMap { if case .opensNoLonger(_, let application) = $0 { application } else { nil } }
    }

    /// Who gets a role; nil when nobody does.
    func beginning(_ role: Role) -> Person? {
        consequences.lazy.compactMap { if case .begins(role, let person) = $0 { people[person] } else { nil } }.first
    }

    /// Who loses a role; nil when nobody does.
    func ending(_ role: Role) -> Person? {
        consequences.lazy.compactMap { if case .ends(role, let person) = $0 { people[person] } else { nil } }.first
    }

    var isToldToSomebody: Bool { consequences.contains { if case .told = $0 { true } else { false } } }
}

/// Enters somebody whom nobody knew: named by the consequences before there is a row of theirs.
protocol EntersPerson: DataChange {
    var person: Person { get }
}

extension Transaction {
    func preview(_ plan: Plan) throws -> Preview {
        let consequences = try consequences(of: plan)
        var people = plan.people
        for change in plan.data { if let entered = change as? any EntersPerson { people[entered.person.id] = entered.person } }
        let entered = Set(plan.data.compactMap { ($0 as? any EntersPerson)?.person.id })
        let unread = Set(consequences.compactMap(\.person)).subtracting(people.keys)
        return Preview(
            plan: plan, consequences: consequences, people: people.merging(try self.people(Array(unread))) { first, _ in first }, entered: entered)
    }

    private func consequences(of plan: Plan) throws -> [Consequence] {
        let closed = try ClosedRows(plan.acts, in: self)
        var told: [Consequence] = []
        let opened = Dictionary(
            plan.acts.flatMap { $0.opened(Assignment.self) }.map { ($0.id, $0.person) }, uniquingKeysWith: { first, _ in first })
        for act in plan.acts {
            for change in act.changes {
                if let registration = change.opened(Registration.self) {
                    told.append(.registered(registration.entity))
                } else if let quality = change.opened(Quality.self) {
                    told.append(.activated(domain: quality.domain, identifier: quality.identifier))
                } else if let assignment = change.opened(Assignment.self) {
                    told.append(.begins(assignment.role, assignment.person))
                } else if let block = change.opened(Block.self), let holder = opened[block.assignment] ?? closed.holder(of: block.assignment) {
                    told.append(.blocked(holder))
                } else if let grant = change.opened(Grant.self),
                    let holder = opened[grant.assignment] ?? closed.holder(of: grant.assignment)
                {
                    told.append(.opens(holder, application: grant.application))
                } else {
                    told += closed.consequences(of: change)
                }
            }
        }
        told += plan.data.compactMap(\.consequence)
        return told + plan.announcements.compactMap(\.recipient).map(Consequence.told)
    }
}

/// The rows that acts close, as they stand before.
private struct ClosedRows {
    private let holdings: [Assignment.ID: Holding]
    private let ending: Set<Assignment.ID>
    private let grants: [Grant.ID: (holder: Person.ID, application: SecuredApplication.Code)]
    private let blocks: [Block.ID: Holding]

    init(_ acts: [Act], in tx: borrowing Transaction) throws {
        ending = Set(acts.flatMap { $0.closed(Assignment.self) })
        let touched = try tx.assignments(ofGrants: acts.flatMap { $0.closed(Grant.self) }, blocks: acts.flatMap { $0.closed(Block.self) })
        let opening = Set(acts.flatMap { $0.opened(Assignment.self).map(\.id) })
        let laidOn = acts.flatMap { $0.opened(Block.self).map(\.assignment) + $0.opened(Grant.self).map(\.assignment) }
        let held = try tx.holdings(Array(ending.union(touched).union(laidOn).subtracting(opening)))
        holdings = Dictionary(held.map { ($0.assignment.id, $0) }, uniquingKeysWith: { first, _ in first })
        grants = Dictionary(
            held.flatMap { held in held.grants.map { ($0.id, (held.assignment.person, $0.application)) } }, uniquingKeysWith: { first, _ in first })
        blocks = Dictionary(held.compactMap { held in held.block.map { ($0.id, held) } }, uniquingKeysWith: { first, _ in first })
    }

    /// Who holds an assignment that stays open.
    func holder(of id: Assignment.ID) -> Person.ID? { holdings[id]?.assignment.person }

    func consequences(of change: Change) -> [Consequence] {
        if let id = change.closed(Assignment.self), let holding = holdings[id] {
            return [.ends(holding.assignment.role, holding.assignment.person)]
        }
        if let id = change.closed(Grant.self), let grant = grants[id] {
            return [.opensNoLonger(grant.holder, application: grant.application)]
        }
        // A block that ends with its assignment gives nothing back.
        if let id = change.closed(Block.self), let holding = blocks[id], !ending.contains(holding.assignment.id) {
            let assignment = holding.assignment
            guard assignment.role == .user else { return [.regains(assignment.role, assignment.person)] }
            return holding.grants.map { .opens(holding.assignment.person, application: $0.application) }
        }
        return []
    }
}

extension Consequence {
    fileprivate var person: Person.ID? {
        switch self {
        case .registered, .activated: nil
        case .begins(_, let person), .ends(_, let person), .regains(_, let person), .blocked(let person), .signedOut(let person), .told(let person):
            person
        case .opens(let person, _), .opensNoLonger(let person, _): person
        }
    }
}
