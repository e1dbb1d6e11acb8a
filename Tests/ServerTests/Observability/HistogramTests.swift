import Standards
import Testing

@testable import Server

@Suite struct HistogramTests {
    @Test func `what is as large as a bound falls below it`() {
        let histogram = Histogram(bounds: [1_000, 2_500])
        for nanoseconds in [0, 1_000, 1_001, 2_500, 2_501, 9_000_000_000] { histogram.observe(nanoseconds: nanoseconds) }
        #expect(histogram.distribution.counts == [2, 2, 2])
        #expect(histogram.distribution.bounds == [0.000001, 0.0000025])
        #expect(abs(histogram.distribution.sum - 9.000007002) < 1e-9)
    }

    @Test func `bounds go from a microsecond to a tenth of a second for decisions, and to ten seconds for requests`() {
        #expect(Histogram.decisionBounds.first == 1_000 && Histogram.decisionBounds.last == 100_000_000)
        #expect(Histogram.requestBounds.first == 100_000 && Histogram.requestBounds.last == 10_000_000_000)
        for bounds in [Histogram.decisionBounds, Histogram.requestBounds] { #expect(bounds == Set(bounds).sorted()) }
    }

    @Test func `nothing is lost when many count at once`() async {
        let histogram = Histogram(bounds: Histogram.decisionBounds)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { for number in 0..<10_000 { histogram.observe(nanoseconds: number * 100) } } }
        }
        #expect(histogram.distribution.count == 80_000)
    }
}
