public import FoundationEssentials

/// The rows a yes rests on; the chain from there up to the register is a walk along acts.
package enum AuthorityBasis: Hashable, Sendable {
    case grant(Grant, Assignment)
    case assignment(Assignment)

    package var assignment: Assignment {
        switch self {
        case .grant(_, let assignment), .assignment(let assignment): assignment
        }
    }
}

extension Decision {
    /// Decides on an application of the catalogue, in one domain or, when none is named, in whichever quality gives it (DESIGN §9).
    /// - Parameter instant: the moment asked about, which dates of the register are held against.
    package static func on(
        _ facts: DecisionFacts, application: SecuredApplication.Code, domain: AccessDomain.Code?, catalogue: Catalogue, at instant: Date
    ) -> Self {
        if let domain, catalogue[domain] == nil { return Self(.domainUnknown) }
        let offering =
            domain.flatMap { catalogue[$0] }.map { $0.application(application) == nil ? [] : [$0] } ?? catalogue.domains(offering: application)
        guard !offering.isEmpty else { return Self(.applicationUnknown) }
        if let obstacle = DecisionRule.obstacle(entity: facts.entityState(at: instant), isPersonKnown: facts.person != nil) { return Self(obstacle) }
        // As long as no quality that offers the application was found.
        var decision = Self(.qualityNotActive)
        for here in facts.qualities where offering.contains(where: { $0.code == here.quality.domain }) {
            let (held, grant) = (here.held, here.held?.grants.first { $0.application == application })
            let reason = DecisionRule.reason(
                held: held?.assignment.role, isBlocked: held?.isBlocked ?? false, isGranted: grant != nil, isChief: facts.chief != nil,
                hasAppointedManager: here.hasAppointedManager)
            guard reason.goes(before: decision.reason) else { continue }
            decision = Self(reason, AuthorityBasis(of: reason, held: held?.assignment, grant, chief: facts.chief))
        }
        return decision
    }
}

extension AuthorityBasis {
    /// Nil for a no.
    fileprivate init?(of reason: DecisionReason, held: Assignment?, _ grant: Grant?, chief: Assignment?) {
        switch (reason, held, grant, chief) {
        case (.granted, let held?, let grant?, _): self = .grant(grant, held)
        case (.chiefManages, _, _, let chief?): self = .assignment(chief)
        case (.manager, let held?, _, _), (.coManager, let held?, _, _): self = .assignment(held)
        default: return nil
        }
    }
}

extension DecisionFacts {
    fileprivate func entityState(at instant: Date) -> DecisionRule.EntityState {
        entity.map { .init(isCeased: $0.hasCeased(by: instant), isRegistered: isRegistered) } ?? .unknown
    }
}
