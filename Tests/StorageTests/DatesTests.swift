import Foundation
import Storage
import Testing

@Suite struct DatesTests {
    @Test func `every microsecond comes back`() {
        var generator = SystemRandomNumberGenerator()
        let edges: [Int64] = [
            0, 1, -1, 999_999, -999_999, -1_000_001, 978_307_200_000_000, 978_307_199_999_999, 1_772_000_000_123_457, 9_000_000_000_000_001,
        ]
        // From the year 1730 to the year 2270.
        let many = (0..<20_000).map { _ in Int64.random(in: -7_573_000_000_000_000...9_467_000_000_000_000, using: &generator) }
        for microseconds in edges + many {
            #expect(Dates.microseconds(Dates.date(microseconds: microseconds)) == microseconds)
        }
    }

    @Test func `neighbouring microseconds stay apart and in order`() {
        let dates = (0..<1000).map { Dates.date(microseconds: 1_772_000_000_000_000 + $0) }
        #expect(zip(dates, dates.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `the epoch is 1970`() {
        #expect(Dates.microseconds(Date(timeIntervalSince1970: 0)) == 0)
        #expect(Dates.microseconds(Date(timeIntervalSince1970: 1.5)) == 1_500_000)
    }

    @Test func `what a clock says is kept to the microsecond`() {
        let now = Date()
        #expect(abs(Dates.stored(now).timeIntervalSince(now)) < 0.000_001)
        #expect(Dates.stored(Dates.stored(now)) == Dates.stored(now))
    }

    @Test func `a date beyond the 64 bits is clamped`() {
        #expect(Dates.microseconds(Date(timeIntervalSince1970: .infinity)) == .max)
        #expect(Dates.microseconds(Date(timeIntervalSince1970: -.infinity)) == .min)
        #expect(Dates.microseconds(Date(timeIntervalSince1970: 1e300)) == .max)
        #expect(Dates.microseconds(Date.distantFuture) < .max)
    }
}
