public import FoundationEssentials

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

    package init(reason: DecisionReason, basis: Basis?) {
        self.reason = reason
        self.basis = basis
    }

    /// Decides on an application of the catalogue, in one domain or, when none is named, in whichever quality gives it (DESIGN §9).
    /// - Parameter instant: the moment asked about, which dates of the register are held against.
    package static func on(_ facts: DecisionFacts, application: String, domain: String?, catalogue: Catalogue, at instant: Date) -> Decision {
        if let domain, catalogue[domain] == nil { return .no(.domainUnknown) }
        let offering =
            domain.flatMap { catalogue[$0] }.map { $0.application(application) == nil ? [] : [$0] } ?? catalogue.domains(offering: application)
        guard !offering.isEmpty else { return .no(.applicationUnknown) }
        if let obstacle = DecisionRule.obstacle(entity: facts.entityState(at: instant), isPersonKnown: facts.person != nil) { return .no(obstacle) }
        var verdict = Verdict<Basis>()
        for standing in facts.standings where offering.contains(where: { $0.code == standing.quality.domain }) {
            let (held, grant) = (standing.held, standing.held?.grants.first { $0.application == application })
            let reason = DecisionRule.reason(
                held: held?.assignment.role, isBlocked: held?.isBlocked ?? false, isGranted: grant != nil, isChief: facts.chief != nil,
                hasAppointedManager: standing.hasAppointedManager)
            verdict.hear(reason, basis(of: reason, held: held?.assignment, grant, chief: facts.chief))
        }
        return Decision(reason: verdict.reason, basis: verdict.basis)
    }

    private static func basis(of reason: DecisionReason, held: Assignment?, _ grant: Grant?, chief: Assignment?) -> Basis? {
        switch reason {
        case .granted: grant.flatMap { grant in held.map { .grant(grant, $0) } }
        case .chiefManages: chief.map(Basis.assignment)
        default: held.map(Basis.assignment)
        }
    }

    private static func no(_ reason: DecisionReason) -> Decision { Decision(reason: reason, basis: nil) }
}

extension DecisionFacts {
    fileprivate func entityState(at instant: Date) -> DecisionRule.EntityState {
        entity.map { .init(isCeased: $0.hasCeased(by: instant), isRegistered: isRegistered) } ?? .unknown
    }
}
