import Rules
import Testing

@Suite struct ReplaceManagerTests {
    private let jan = Cast.holding(Cast.jan, as: .manager)

    private func replace(by manager: Person.ID, current: Holding?, held: Holding? = nil, on occasion: Occasion = Cast.occasion(.chief))
        throws(Refusal) -> Act
    {
        try Cast.employer.managerReplaced(by: manager, current: current, chief: Cast.sofie, held: held, on: occasion)
    }

    private func manager(_ person: Person.ID) -> Assignment {
        Assignment(id: .init(rawValue: 1001), person: person, role: .manager, entity: Cast.linde.id, quality: Cast.employer.id)
    }

    @Test func `the first manager beside the chief is appointed, not replaced`() throws {
        let act = try replace(by: Cast.amelie, current: nil)
        #expect(act.code == .managerAppointed)
        #expect(act.subject == Cast.amelie)
        #expect(act.quality == Cast.employer.id)
        #expect(act.changes == [.opened(manager(Cast.amelie))])
    }

    @Test func `the former manager's assignment ends before the new one's begins`() throws {
        let act = try replace(by: Cast.amelie, current: jan)
        #expect(act.code == .managerReplaced)
        #expect(act.changes == [.closed(jan.assignment.id), .opened(manager(Cast.amelie))])
    }

    @Test func `a user who becomes manager keeps no grant and no block`() throws {
        let fatima = Cast.holding(Cast.fatima, as: .user, isBlocked: true, "dimona", "dmfa")
        let act = try replace(by: Cast.fatima, current: jan, held: fatima)
        #expect(
            act.changes == [
                .closed(jan.assignment.id), .closed(fatima.grants[0].id), .closed(fatima.grants[1].id),
                .closed(fatima.block!.id), .closed(fatima.assignment.id), .opened(manager(Cast.fatima)),
            ])
    }

    @Test func `the chief takes the quality back without an assignment`() throws {
        let act = try replace(by: Cast.sofie, current: jan)
        #expect(act.code == .managerReplaced)
        #expect(act.changes == [.closed(jan.assignment.id)])
    }

    @Test func `whoever manages already is not appointed again`() {
        #expect(throws: Refusal.alreadyManager) { try replace(by: Cast.jan, current: jan, held: jan) }
        #expect(throws: Refusal.alreadyManager) { try replace(by: Cast.sofie, current: nil) }
    }

    @Test func `a co-chief replaces a manager, but not by themselves; a manager replaces nobody`() throws {
        #expect(try replace(by: Cast.amelie, current: jan, on: Cast.occasion(.coChief, Cast.marc)).actor == Cast.marc)
        #expect(throws: Refusal.yourself) { try replace(by: Cast.marc, current: jan, on: Cast.occasion(.coChief, Cast.marc)) }
        #expect(throws: Refusal.notYourRole(.appointManagers)) { try replace(by: Cast.amelie, current: jan, on: Cast.occasion(.manager, Cast.jan)) }
    }
}
