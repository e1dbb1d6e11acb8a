import Rules
import Testing

@Suite struct OtherHoldingsTests {
    private func otherHoldings(_ holdings: [Holding], _ functions: [LegalFunction] = []) -> OtherHoldings {
        OtherHoldings(in: Cast.linde.id, holdings: holdings, functions: functions, at: Cast.morning)
    }

    @Test func `someone who holds nothing stands nowhere`() {
        #expect(otherHoldings([]) == Cast.nowhereElse)
    }

    @Test func `the highest role in the entity counts, blocked or not`() {
        let held = [Cast.holding(Cast.fatima, as: .user), Cast.holding(Cast.fatima, as: .manager, in: Cast.care, isBlocked: true)]
        #expect(otherHoldings(held) == OtherHoldings(highestRole: .manager, isElsewhere: false, qualities: [Cast.employer.id, Cast.care.id]))
    }

    @Test func `a role in another entity is elsewhere, and raises nothing here`() {
        let held = [Cast.holding(Cast.fatima, as: .user), Cast.holding(Cast.fatima, as: .manager, in: Cast.bakery)]
        #expect(otherHoldings(held) == OtherHoldings(highestRole: .user, isElsewhere: true, qualities: [Cast.employer.id]))
    }

    @Test func `a legal function counts while it lasts or is still to begin, if it represents`() {
        #expect(otherHoldings([], [Cast.function(Cast.fatima)]).highestRole == .representative)
        #expect(otherHoldings([], [Cast.function(Cast.fatima, from: 9)]).highestRole == .representative)
        #expect(otherHoldings([], [Cast.function(Cast.fatima, until: 0)]).highestRole == .user)
        #expect(otherHoldings([], [Cast.function(Cast.fatima, .auditor)]).highestRole == .user)
        #expect(otherHoldings([], [Cast.function(Cast.fatima, of: Cast.tournesol)]) == OtherHoldings(highestRole: .user, isElsewhere: true))
    }
}
