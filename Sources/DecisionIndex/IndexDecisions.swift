package import FoundationEssentials
package import Rules

/// A decision as the index gives it: nothing but numbers, so that millions can be given without making anything.
package struct IndexDecision: Sendable {
    package let reason: DecisionReason
    /// What a yes rests on.
    let basis: Basis?

    package var allowed: Bool { basis != nil }

    struct Basis {
        let assignment: UInt32
        /// Its place among the grants, when it is one.
        let grant: Int?
    }

    init(_ reason: DecisionReason, _ basis: Basis? = nil) {
        self.reason = reason
        self.basis = basis
    }
}

extension DecisionIndex {
    /// - Parameters:
    ///   - person: nil when what was given is no national number.
    ///   - entity: as `EnterpriseNumber.value`; nil when what was given is none.
    ///   - instant: the moment asked about.
    /// - Returns: `personUnknown` and `entityUnknown` also for a person or entity that only the database knows.
    package func decide(person key: PersonKey?, entity number: UInt32?, application: String, domain: String?, at instant: Date) -> IndexDecision {
        decide(key, number, offer(application, domain), at: instant)
    }

    struct NoOffer: Error { let told: DecisionReason }

    func decide(_ key: PersonKey?, _ number: UInt32?, _ offer: Result<Offers.Offer, NoOffer>, at instant: Date) -> IndexDecision {
        switch offer {
        case .failure(let reason): IndexDecision(reason.told)
        case .success(let offer): decide(key, number.flatMap(entity(numbered:)), offer, at: instant)
        }
    }

    func offer(_ application: String, _ domain: String?) -> Result<Offers.Offer, NoOffer> {
        let number = applications[application]
        guard let domain else {
            guard let number, offers.isOffered(number) else { return .failure(NoOffer(told: .applicationUnknown)) }
            return .success(Offers.Offer(application: number, domain: nil))
        }
        guard let named = domains[domain], offers.isKnown(domain: named) else { return .failure(NoOffer(told: .domainUnknown)) }
        guard let number, offers.offers(number, in: named) else { return .failure(NoOffer(told: .applicationUnknown)) }
        return .success(Offers.Offer(application: number, domain: named))
    }

    private func decide(_ key: PersonKey?, _ entity: UInt32?, _ offer: Offers.Offer, at instant: Date) -> IndexDecision {
        let state =
            entity.map { DecisionRule.EntityState(isCeased: hasCeased(entity: $0, by: instant), isRegistered: entities[$0].isRegistered) } ?? .unknown
        let person = state == .active ? key.flatMap(people.id(of:)) : nil
        if let obstacle = DecisionRule.obstacle(entity: state, isPersonKnown: person != nil) { return IndexDecision(obstacle) }
        guard let entity, let person else { return IndexDecision(.personUnknown) }
        return decide(person, entities[entity], offer)
    }

    private func decide(_ person: Int64, _ entity: EntityRow, _ offer: Offers.Offer) -> IndexDecision {
        let isChief = entity.chief != IndexRow.none && assignments[entity.chief].person == person
        var decision = IndexDecision(.qualityNotActive)
        var next = entity.qualities
        while next != IndexRow.none {
            let (row, quality) = (next, qualities[next])
            next = quality.next
            guard offer.domain.map({ $0 == quality.domain }) ?? offers.offers(offer.application, in: quality.domain) else { continue }
            let held = held(by: person, in: row)
            let grant = held.flatMap { grants.place(of: offer.application, in: assignments[$0].grants) }
            let reason = DecisionRule.reason(
                held: held.map { assignments[$0].role }, isBlocked: held.map { assignments[$0].isBlocked } ?? false, isGranted: grant != nil,
                isChief: isChief, hasAppointedManager: quality.manager != IndexRow.none)
            guard reason.goes(before: decision.reason) else { continue }
            let basis = !reason.allows ? nil : reason == .chiefManages ? entity.chief : held
            decision = IndexDecision(reason, basis.map { .init(assignment: $0, grant: reason == .granted ? grant : nil) })
        }
        return decision
    }
}
