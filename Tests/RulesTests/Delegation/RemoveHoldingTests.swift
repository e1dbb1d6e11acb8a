import Rules
import Testing

@Suite struct RemoveHoldingTests {
    @Test func `removing a user closes all that hangs on the assignment, the assignment last`() throws {
        let fatima = Cast.holding(Cast.fatima, as: .user, isBlocked: true, "dimona", "dmfa")
        let act = try fatima.removed(on: Cast.occasion(.coManager, Cast.pieter))
        #expect(act.code == .userRemoved)
        #expect(act.subject == Cast.fatima)
        #expect(act.quality == Cast.employer.id)
        #expect(
            act.changes == [
                .closed(fatima.grants[0].id), .closed(fatima.grants[1].id), .closed(fatima.block!.id),
                .closed(fatima.assignment.id),
            ])
    }

    @Test func `co-chiefs and co-managers are removed under their own codes`() throws {
        #expect(try Cast.holding(Cast.marc, as: .coChief).removed(on: Cast.occasion(.chief)).code == .coChiefRemoved)
        #expect(try Cast.holding(Cast.pieter, as: .coManager).removed(on: Cast.occasion(.manager, Cast.jan)).code == .coManagerRemoved)
    }

    @Test func `a manager removes nobody in a quality that is not theirs`() {
        #expect(throws: Refusal.anotherQuality(.manageUsers)) {
            try Cast.holding(Cast.fatima, as: .user, in: Cast.care).removed(on: Cast.occasion(.manager, Cast.jan))
        }
    }

    @Test func `leaving a lower role of one's own raises nothing, so one may`() throws {
        #expect(try Cast.holding(Cast.marc, as: .user).removed(on: Cast.occasion(.coChief, Cast.marc)).subject == Cast.marc)
    }
}
