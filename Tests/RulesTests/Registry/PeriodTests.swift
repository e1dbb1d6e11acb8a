import FoundationEssentials
import Rules
import Testing

@Suite struct PeriodTests {
    private let first = Cast.day(0)
    private let last = Cast.day(10)

    @Test func `a period holds from its first instant up to its last, which is no longer in it`() {
        let period = Period(from: first, until: last)
        #expect(!period.contains(first.addingTimeInterval(-0.000001)))
        #expect(period.contains(first))
        #expect(period.contains(last.addingTimeInterval(-0.000001)))
        #expect(!period.contains(last))
        #expect(period.hasBegun(by: last) && period.hasEnded(by: last))
    }

    @Test func `without dates it always holds`() {
        #expect(Period().contains(.distantPast) && Period().contains(.distantFuture))
        #expect(Period(from: first).contains(.distantFuture) && Period(until: last).contains(.distantPast))
    }

    @Test func `an entity that will cease exists until then`() throws {
        var closing = Cast.linde
        closing.status = .ceased(on: last)
        #expect(!closing.hasCeased(by: last.addingTimeInterval(-1)) && closing.hasCeased(by: last))
        try closing.requireExistence(at: first)
        #expect(throws: Refusal.entityCeased(on: last)) { try closing.requireExistence(at: last) }
    }
}
