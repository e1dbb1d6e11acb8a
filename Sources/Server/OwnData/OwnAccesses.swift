import Foundation
import Rules
import Storage

/// Everything one person can do in one entity, by the role that gives it (MISSION U4). What opens is asked of the same rule as every decision.
struct OwnAccesses: Sendable {
    struct Application: Sendable {
        let code: SecuredApplication.Code
        let reason: DecisionReason
        /// Who ticked it and when; nil for what a role has without ticking, and of what no act proves.
        let given: Given?
    }

    struct Given: Sendable {
        let at: Date
        let by: String
        let role: Role?
    }

    /// A quality that the role opens, or manages without opening.
    struct Opening: Sendable {
        let quality: Quality
        let applications: [Application]
        /// Why a quality that is managed here opens nothing.
        let reason: DecisionReason?
    }

    struct Way: Sendable {
        let role: MyPlace.Role
        let chain: Chain
        let openings: [Opening]
        /// Why and by whom the role is blocked.
        var block: (reason: BlockReason, done: Given?)?
    }

    let entity: Entity
    let ways: [Way]

    /// The rows of acts that it is made of.
    var rows: [PowerRow] {
        ways.flatMap { way in
            let openings = way.openings.flatMap { opening in
                [.quality(opening.quality)] + opening.applications.compactMap { $0.row(under: way.role.acting) }
            }
            return [PowerRow.role(way.role.acting)] + openings
        }
    }

    /// Nil when no way is left.
    func without(_ others: Set<PowerRow>) -> OwnAccesses? {
        guard !others.isEmpty else { return self }
        let left = ways.filter { !others.contains(.role($0.role.acting)) }.map { way in
            let openings = way.openings.filter { !others.contains(.quality($0.quality)) }.map { opening in
                Opening(
                    quality: opening.quality,
                    applications: opening.applications.filter { $0.row(under: way.role.acting).map { !others.contains($0) } ?? true },
                    reason: opening.reason)
            }
            return Way(role: way.role, chain: way.chain, openings: openings, block: way.block)
        }
        return left.isEmpty ? nil : OwnAccesses(entity: entity, ways: left)
    }
}

extension OwnAccesses.Application {
    /// What was ticked for a user; nil for what a role has without.
    fileprivate func row(under acting: Acting) -> PowerRow? {
        guard case .assignment(let id) = acting.authority, acting.role == .user else { return nil }
        return .application(code, on: id)
    }
}

extension Transaction {
    /// One for each entity in which the person holds anything, or for this one alone, by name; in each the highest role first.
    func ownAccesses(of person: Person, in only: Entity.ID? = nil, _ catalogue: Catalogue, at now: Date) throws -> [OwnAccesses] {
        let functions = try legalFunctions(of: person.id).filter { $0.represents(at: now) }
        let entities = Set(functions.map(\.entity) + (try holdings(of: person.id).map(\.assignment.entity)))
        return try entities.filter { only == nil || $0 == only }.compactMap { try entity($0) }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map {
            entity in
            let openings = OwnOpenings(
                facts: try decisionFacts(person: person.ssin, entity: entity.number), catalogue: catalogue, instant: now)
            let ways = try roles(of: person.id, in: entity.id, at: now).sorted { $0.role > $1.role }.compactMap { try way($0, openings) }
            return OwnAccesses(entity: entity, ways: ways)
        }
    }

    private func way(_ acting: Acting, _ openings: OwnOpenings) throws -> OwnAccesses.Way? {
        let role = MyPlace.Role(acting: acting, quality: try acting.quality.flatMap { try quality($0) })
        switch acting.authority {
        case .function(let id):
            guard let function = try legalFunction(id) else { return nil }
            return OwnAccesses.Way(role: role, chain: try chain(to: function), openings: [])
        case .assignment(let id):
            guard let holding = try holding(id) else { return nil }
            let given = try given(on: holding)
            return OwnAccesses.Way(
                role: role, chain: try chain(to: holding.assignment), openings: openings.opened(by: holding, given: given),
                block: try holding.block.map { ($0.reason, try opening(of: $0.id).flatMap { try blocking($0) }) })
        case .oneself, .installation: return nil
        }
    }

    /// By application: who ticked it, and when.
    private func given(on holding: Holding) throws -> [SecuredApplication.Code: OwnAccesses.Given] {
        let openings = try openings(ofGrantsOn: holding.assignment.id)
        let people = try people(openings.values.compactMap(\.actor))
        return openings.compactMapValues { provenance in
            provenance.actor.flatMap { people[$0] }.map { OwnAccesses.Given(at: provenance.at, by: $0.name, role: provenance.role) }
        }
    }

    private func blocking(_ done: Provenance) throws -> OwnAccesses.Given? {
        try done.actor.flatMap { try person($0) }.map { OwnAccesses.Given(at: done.at, by: $0.name, role: done.role) }
    }
}

/// Asks the decision for every application of every quality, and sorts the answers by the assignment they rest on.
struct OwnOpenings {
    let facts: DecisionFacts
    let catalogue: Catalogue
    /// When.
    let instant: Date

    func opened(by holding: Holding, given: [SecuredApplication.Code: OwnAccesses.Given]) -> [OwnAccesses.Opening] {
        let assignment = holding.assignment
        return facts.qualities.filter { assignment.quality == nil || $0.quality.id == assignment.quality }.compactMap { standing in
            guard let domain = catalogue[standing.quality.domain] else { return nil }
            let decisions = domain.applications.map { ($0.code, decision(on: $0.code, standing)) }
            let mine = decisions.filter { code, decision in
                decision.basis.map { $0.assignment.id == assignment.id } ?? (holding.isBlocked && isWaiting(code, holding))
            }
            let applications = mine.map { OwnAccesses.Application(code: $0.0, reason: $0.1.reason, given: given[$0.0]) }
            return OwnAccesses.Opening(
                quality: standing.quality, applications: applications, reason: applications.isEmpty ? reason(for: assignment, domain, standing) : nil)
        }
    }

    /// Why an assignment opens nothing in a quality. What the person is there besides is another role's to tell.
    private func reason(for assignment: Assignment, _ domain: AccessDomain, _ standing: DecisionFacts.QualityFacts) -> DecisionReason? {
        let alone = DecisionFacts.QualityFacts(
            quality: standing.quality, held: assignment.quality == nil ? nil : standing.held, hasAppointedManager: standing.hasAppointedManager)
        return domain.applications.first.map { decision(on: $0.code, alone).reason }
    }

    private func decision(on application: SecuredApplication.Code, _ standing: DecisionFacts.QualityFacts) -> Decision {
        let here = DecisionFacts(
            person: facts.person, entity: facts.entity, isRegistered: facts.isRegistered, chief: facts.chief, qualities: [standing])
        return .on(here, application: application, domain: standing.quality.domain, catalogue: catalogue, at: instant)
    }

    /// What a block keeps from someone: all of it for a manager, what was ticked for a user.
    private func isWaiting(_ code: SecuredApplication.Code, _ holding: Holding) -> Bool {
        holding.assignment.role.opensEveryApplication || holding.applications.contains(code)
    }
}
