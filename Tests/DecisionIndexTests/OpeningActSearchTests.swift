import Rules
import Testing

@testable import DecisionIndex

@Suite struct OpeningActSearchTests {
    /// The rows that acts are found at, when each is looked for before it is added.
    private func rows(of acts: [Int64]) throws -> (openingActs: OpeningActs, search: OpeningActSearch) {
        var (openingActs, search) = (OpeningActs(), OpeningActSearch())
        for act in acts {
            #expect(search.row(of: act, openingActs) == nil, "\(act)")
            search.added(try openingActs.add(.init(rawValue: act), at: 0, under: try OpeningAuthority(.installation)), openingActs)
        }
        return (openingActs, search)
    }

    @Test(arguments: [Array(1...100), Array((1...100).reversed()), Array(51...100) + Array(1...50), (1...100).map { $0 * 37 % 101 }])
    func `acts are found in whatever order they came`(order: [Int64]) throws {
        let acts = order.map { $0 * 10 }
        var (openingActs, search) = try rows(of: acts)
        for wanted in [acts, acts.sorted(), acts.reversed(), acts.shuffled()] {
            for act in wanted {
                #expect(search.row(of: act, openingActs).map { openingActs[$0].act } == act)
                #expect(search.row(of: act + 5, openingActs) == nil)
            }
        }
        #expect(search.row(of: 5, openingActs) == nil)
    }

    @Test func `where none was added none is found`() throws {
        var (openingActs, search) = try rows(of: [])
        #expect(search.row(of: 1, openingActs) == nil)
    }

    @Test(arguments: [Array(1...100), Array((1...100).reversed()), (1...100).map { $0 * 37 % 101 }])
    func `the acts of a background are found in whatever order they came`(order: [Int64]) throws {
        var background = ActHeaders(order.count)
        for act in order { try background.add(.init(rawValue: act * 10), at: act, under: .oneself, by: nil) }
        background.sort()
        var place = 0
        for act in order + order.sorted() + order.reversed() {
            #expect(background.act(act * 10, from: &place)?.position == UInt32(act))
            #expect(background.act(act * 10 + 5, from: &place) == nil)
        }
    }
}
