import Rules
import Testing

@Suite struct DecisionTests {
    private func quality(_ quality: Quality = Cast.employer, _ held: Holding? = nil, managed: Bool = true) -> DecisionFacts.QualityFacts {
        DecisionFacts.QualityFacts(quality: quality, held: held, hasAppointedManager: managed)
    }

    private func facts(
        _ qualities: DecisionFacts.QualityFacts..., person: Person.ID? = Cast.fatima, entity: Entity? = Cast.linde, isRegistered: Bool = true,
        chief: Assignment? = nil
    ) -> DecisionFacts {
        DecisionFacts(person: person, entity: entity, isRegistered: isRegistered, chief: chief, qualities: qualities)
    }

    private func decide(_ facts: DecisionFacts, _ application: SecuredApplication.Code = "dimona", in domain: AccessDomain.Code? = "nsso-employer")
        -> Decision
    {
        Decision.on(facts, application: application, domain: domain, catalogue: Cast.catalogue, at: Cast.morning)
    }

    private let sofie = Cast.holding(Cast.sofie, as: .chief).assignment
    private let closed = {
        var entity = Cast.linde
        entity.status = .ceased(on: Cast.day(-1))
        return entity
    }()

    // MARK: Every way to a yes

    @Test func `a user opens what was ticked, on the grant`() {
        let fatima = Cast.holding(Cast.fatima, as: .user, "dmfa", "dimona")
        let decision = decide(facts(quality(Cast.employer, fatima)))
        #expect(decision.allowed)
        #expect(decision.reason == .granted)
        #expect(decision.basis == .grant(fatima.grants[1], fatima.assignment))
        #expect(decision.basis?.assignment == fatima.assignment)
    }

    @Test func `a manager and a co-manager open everything, on their assignment`() {
        for (role, reason) in [(Role.manager, DecisionReason.manager), (.coManager, .coManager)] {
            let held = Cast.holding(Cast.fatima, as: role)
            for application: SecuredApplication.Code in ["dimona", "dmfa", "ecaro"] {
                let decision = decide(facts(quality(Cast.employer, held)), application)
                #expect(decision.reason == reason)
                #expect(decision.basis == .assignment(held.assignment))
            }
        }
    }

    @Test func `the chief opens everything of a quality without an appointed manager`() {
        let decision = decide(facts(quality(managed: false), person: Cast.sofie, chief: sofie), "ecaro")
        #expect(decision.reason == .chiefManages)
        #expect(decision.basis == .assignment(sofie))
    }

    @Test func `a chief who appointed a manager opens what that manager ticked for them`() {
        let ticked = Cast.holding(Cast.sofie, as: .user, "dimona")
        #expect(decide(facts(quality(Cast.employer, ticked), person: Cast.sofie, chief: sofie)).reason == .granted)
        #expect(decide(facts(quality(Cast.employer, ticked), person: Cast.sofie, chief: sofie), "dmfa").reason == .notGranted)
    }

    @Test func `a chief who manages is not stopped by what else they hold in the quality`() {
        for held in [Cast.holding(Cast.sofie, as: .user, "dmfa"), Cast.holding(Cast.sofie, as: .user, isBlocked: true, "dimona")] {
            #expect(decide(facts(quality(Cast.employer, held, managed: false), person: Cast.sofie, chief: sofie)).reason == .chiefManages)
        }
    }

    // MARK: Every reason for a no

    @Test func `a chief who appointed a manager and was not ticked opens nothing`() {
        let decision = decide(facts(quality(), person: Cast.sofie, chief: sofie))
        #expect(decision.reason == .managerAppointed)
        #expect(!decision.allowed)
    }

    @Test(arguments: [Role.manager, .coManager, .user]) func `the blocked open nothing, whatever they hold`(role: Role) {
        let decision = decide(facts(quality(Cast.employer, Cast.holding(Cast.fatima, as: role, isBlocked: true, "dimona"))))
        #expect(decision.reason == .blocked)
        #expect(!decision.allowed)
    }

    @Test func `what was not ticked stays shut`() {
        #expect(decide(facts(quality(Cast.employer, Cast.holding(Cast.fatima, as: .user, "dmfa")))).reason == .notGranted)
        #expect(decide(facts(quality(Cast.employer, Cast.holding(Cast.fatima, as: .user)))).reason == .notGranted)
    }

    @Test func `someone who holds nothing is not assigned; a co-chief neither`() {
        #expect(decide(facts(quality())).reason == .notAssigned)
        #expect(decide(facts(quality(managed: false))).reason == .notAssigned)
    }

    @Test func `the catalogue is asked first, then the entity, then the person, then the quality`() {
        let nothing = facts(person: nil, entity: nil, isRegistered: false)
        #expect(decide(nothing, in: "poste").reason == .domainUnknown)
        #expect(decide(nothing, "telegraph").reason == .applicationUnknown)
        #expect(decide(nothing, "telegraph", in: nil).reason == .applicationUnknown)
        #expect(decide(nothing, "insurability").reason == .applicationUnknown)
        #expect(decide(nothing).reason == .entityUnknown)
        #expect(decide(facts(person: nil, entity: closed, isRegistered: false)).reason == .entityCeased)
        #expect(decide(facts(person: nil, isRegistered: false)).reason == .entityNotRegistered)
        #expect(decide(facts(person: nil)).reason == .personUnknown)
        #expect(decide(facts()).reason == .qualityNotActive)
        #expect(decide(facts(quality(Cast.care, Cast.holding(Cast.fatima, as: .manager, in: Cast.care)))).reason == .qualityNotActive)
    }

    @Test func `when the entity has ceased its manager opens nothing any more`() {
        let held = Cast.holding(Cast.fatima, as: .manager)
        for facts in [
            facts(quality(Cast.employer, held), entity: closed), facts(quality(managed: false), person: Cast.sofie, entity: closed, chief: sofie),
        ] {
            #expect(decide(facts).reason == .entityCeased)
            #expect(!decide(facts).allowed)
        }
    }

    // MARK: Several qualities

    @Test func `without a domain, any quality that offers the application will do, whatever the order`() {
        let here = quality(Cast.employer, Cast.holding(Cast.fatima, as: .user, isBlocked: true, "dimona"))
        let there = quality(Cast.care, Cast.holding(Cast.fatima, as: .user, in: Cast.care, "dimona"))
        for facts in [facts(here, there), facts(there, here)] {
            #expect(decide(facts, in: nil).reason == .granted)
            #expect(decide(facts, in: nil).basis?.assignment.quality == Cast.care.id)
            #expect(decide(facts, in: "nsso-employer").reason == .blocked)
            #expect(decide(facts, in: "care-home").reason == .granted)
        }
    }

    @Test func `a quality that does not offer the application gives nothing`() {
        let care = quality(Cast.care, Cast.holding(Cast.fatima, as: .manager, in: Cast.care))
        #expect(decide(facts(care), "dmfa", in: nil).reason == .qualityNotActive)
        #expect(decide(facts(quality(), care), "dmfa", in: nil).reason == .notAssigned)
    }

    @Test func `of several reasons for a no, the one nearest to a yes is told, whatever the order`() {
        let second = Quality(id: .init(rawValue: 24), entity: Cast.linde.id, domain: "nsso-employer", identifier: "199999255")
        let blocked = quality(Cast.employer, Cast.holding(Cast.fatima, as: .user, isBlocked: true))
        let unticked = quality(Cast.care, Cast.holding(Cast.fatima, as: .user, in: Cast.care))
        let nothing = quality(second)
        #expect(decide(facts(blocked, unticked, nothing), in: nil).reason == .blocked)
        #expect(decide(facts(nothing, unticked, blocked), in: nil).reason == .blocked)
        #expect(decide(facts(nothing, unticked), in: nil).reason == .notGranted)
        #expect(decide(facts(unticked, nothing), in: nil).reason == .notGranted)
        #expect(decide(facts(unticked, nothing, person: Cast.fatima, chief: sofie), in: nil).reason == .notGranted)
        #expect(decide(facts(nothing, chief: sofie), in: nil).reason == .managerAppointed)
    }

    @Test func `two qualities of one domain are each looked at`() {
        let second = Quality(id: .init(rawValue: 24), entity: Cast.linde.id, domain: "nsso-employer", identifier: "199999255")
        let held = Cast.holding(Cast.fatima, as: .coManager, in: second)
        #expect(decide(facts(quality(), quality(second, held))).basis == .assignment(held.assignment))
    }

    @Test func `every reason of the rules is met in these tests, the rest belong to the interface`() {
        let interface: Set<DecisionReason> = [.actionUnknown, .subjectTypeUnknown, .resourceTypeUnknown]
        let yes: Set<DecisionReason> = [.granted, .manager, .coManager, .chiefManages]
        let no: Set<DecisionReason> = [
            .personUnknown, .entityUnknown, .entityNotRegistered, .entityCeased, .domainUnknown, .applicationUnknown, .qualityNotActive, .notAssigned,
            .notGranted, .blocked, .managerAppointed,
        ]
        #expect(Set(DecisionReason.allCases) == interface.union(yes).union(no))
    }
}
