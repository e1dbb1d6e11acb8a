import Rules
import TestSupport
import Testing

/// One wrong digit can lead from one century's numbers to the other's. `SSIN.Century` says where; such a slip is refused all the same.
@Suite struct SSINCenturyTests {
    @Test func `of two years one slip apart, one is accepted`() {
        for decade in UInt64(0)...9 {
            for unit in UInt64(0)...3 {
                let older = accepts(year: decade * 10 + unit + 6, .before2000)
                let younger = accepts(year: decade * 10 + unit, .from2000)
                #expect(older != younger)
                #expect(younger == (decade < 2))
            }
        }
    }

    @Test func `every year that no slip threatens is accepted`() {
        for year in UInt64(0)...99 {
            if year % 10 < 6 { #expect(accepts(year: year, .before2000)) }
            if year % 10 > 3 { #expect(accepts(year: year, .from2000)) }
        }
    }

    @Test func `of those of an age to work, nobody is refused`() {
        for year in UInt64(20)...99 { #expect(accepts(year: year, .before2000)) }
        for year in UInt64(0)...19 { #expect(accepts(year: year, .from2000)) }
    }

    @Test(arguments: SSIN.Century.allCases) func `any single changed digit is refused, in every year`(century: SSIN.Century) throws {
        var chance = SeededGenerator(seed: 74)
        for year in UInt64(0)...99 where accepts(year: year, century) {
            for base in [UInt64(0), 20, 40] {
                for _ in 0..<4 {
                    let month = base + UInt64.random(in: 0...12, using: &chance)
                    let date = year * 10_000 + month * 100 + UInt64.random(in: 0...31, using: &chance)
                    let digits = Numbers.ssin(date: date, sequence: .random(in: 1...998, using: &chance), century)
                    try #require(SSIN(digits).digits == digits)
                    let passed = Misprints.changed(digits).filter { (try? SSIN($0)) != nil }
                    #expect(passed == [], "from \(digits)")
                }
            }
        }
    }

    private func accepts(year: UInt64, _ century: SSIN.Century) -> Bool {
        (try? SSIN(Numbers.ssin(date: year * 10_000 + 0314, sequence: 501, century)))?.century == century
    }
}
