import Rules
import Testing

@Suite struct RegisterUserTests {
    private let jan = Cast.occasion(.manager, Cast.jan)

    private func register(
        _ person: Person.ID, _ applications: Set<SecuredApplication.Code>, held: Holding? = nil, in domain: AccessDomain = Cast.employerDomain,
        by occasion: Occasion? = nil
    ) throws(Refusal) -> Act {
        try Cast.employer.userRegistered(person, applications: applications, in: domain, held: held, manager: Cast.jan, on: occasion ?? jan)
    }

    @Test func `one act opens the user's assignment and a grant for each application, in the order of the catalogue`() throws {
        let act = try register(Cast.amelie, ["dmfa", "dimona"])
        let user = Assignment(id: .init(rawValue: 1001), person: Cast.amelie, role: .user, entity: Cast.linde.id, quality: Cast.employer.id)
        #expect(act.code == .userRegistered)
        #expect(act.subject == Cast.amelie)
        #expect(act.quality == Cast.employer.id)
        #expect(
            act.changes == [
                .opened(user), .opened(Grant(id: .init(rawValue: 1002), assignment: user.id, application: "dimona")),
                .opened(Grant(id: .init(rawValue: 1003), assignment: user.id, application: "dmfa")),
            ])
    }

    @Test func `a user is registered with at least one application, and only with those of the domain`() {
        #expect(throws: Refusal.noApplication) { try register(Cast.amelie, []) }
        #expect(throws: Refusal.applicationUnknown("insurability")) { try register(Cast.amelie, ["dimona", "insurability"]) }
        #expect(throws: Refusal.domainUnknown) { try register(Cast.amelie, ["dimona"], in: Cast.careDomain) }
    }

    @Test func `whoever manages the quality needs no ticking`() {
        #expect(throws: Refusal.managesQuality) { try register(Cast.jan, ["dimona"], by: Cast.occasion(.chief)) }
        #expect(throws: Refusal.managesQuality) {
            try register(Cast.pieter, ["dimona"], held: Cast.holding(Cast.pieter, as: .coManager, isBlocked: true))
        }
    }

    @Test func `a user is not registered twice, blocked or not`() {
        for isBlocked in [false, true] {
            let fatima = Cast.holding(Cast.fatima, as: .user, isBlocked: isBlocked)
            #expect(throws: isBlocked ? Refusal.alreadyUserBlocked : .alreadyUser) {
                try Cast.employer.mayRegister(Cast.fatima, held: fatima, manager: Cast.jan, on: jan)
            }
        }
    }

    @Test func `nobody ticks an application for themselves`() {
        #expect(throws: Refusal.yourself) { try register(Cast.sofie, ["dimona"], by: Cast.occasion(.chief)) }
        #expect(throws: Refusal.yourself) { try register(Cast.marc, ["dimona"], by: Cast.occasion(.coChief, Cast.marc)) }
    }

    @Test func `a chief who appointed a manager may be ticked by that manager`() throws {
        #expect(try register(Cast.sofie, ["dimona"]).changes.count == 2)
    }
}
