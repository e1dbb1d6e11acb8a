import Rules
import Testing

@Suite struct AppointCoManagerTests {
    private func appoint(_ person: Person.ID, held: Holding? = nil, by occasion: Occasion = Cast.occasion(.manager, Cast.jan)) throws(Refusal) -> Act
    {
        try Cast.employer.coManagerAppointed(person, managedBy: Cast.jan, held: held, on: occasion)
    }

    @Test func `a manager appoints a co-manager in their own quality`() throws {
        let act = try appoint(Cast.amelie)
        let opened = Assignment(id: .init(rawValue: 1001), person: Cast.amelie, role: .coManager, entity: Cast.linde.id, quality: Cast.employer.id)
        #expect(act.code == .coManagerAppointed)
        #expect(act.subject == Cast.amelie)
        #expect(act.quality == Cast.employer.id)
        #expect(act.changes == [.opened(opened)])
    }

    @Test func `a user who becomes co-manager stops being a user first`() throws {
        let fatima = Cast.holding(Cast.fatima, as: .user, "dimona")
        let act = try appoint(Cast.fatima, held: fatima)
        #expect(act.changes.dropLast() == [.closed(fatima.grants[0].id), .closed(fatima.assignment.id)])
    }

    @Test func `the manager, or a co-manager even if blocked, is not appointed again`() {
        #expect(throws: Refusal.alreadyManager) { try appoint(Cast.jan, by: Cast.occasion(.chief)) }
        let pieter = Cast.holding(Cast.pieter, as: .coManager, isBlocked: true)
        #expect(throws: Refusal.alreadyCoManager) { try appoint(Cast.pieter, held: pieter) }
    }

    @Test func `a co-manager appoints no equal`() {
        #expect(throws: Refusal.notYourRole(.appointCoManagers)) { try appoint(Cast.amelie, by: Cast.occasion(.coManager, Cast.pieter)) }
    }
}
