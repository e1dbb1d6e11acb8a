import Synchronization
import Testing

@testable import Rules

@Suite struct BordersTests {
    /// Counts how often it is compared.
    private struct Counted: Equatable {
        let value: Character
        let comparisons: Count

        static func == (left: Counted, right: Counted) -> Bool {
            left.comparisons.add()
            return left.value == right.value
        }
    }

    private final class Count: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func add() { count.withLock { $0 += 1 } }
    }

    @Test(arguments: [("welcomewelcome", 7), ("ababab", 2), ("ababa", 5), ("aaaa", 1), ("a", 1), ("", 0), ("abcabd", 6), ("aabaabaa", 8)])
    func `the unit that is repeated whole is found`(_ text: String, _ period: Int) { #expect(Borders.period(of: Array(text)) == period) }

    @Test(arguments: [("xxsofiexx", "sofie", true), ("sofie", "sofie", true), ("ssofi", "sofie", false), ("aaab", "aab", true), ("", "aab", false)])
    func `a word is found wherever it stands`(_ text: String, _ word: String, _ isThere: Bool) {
        #expect(Borders.contains(Array(text), Array(word)) == isThere)
    }

    @Test(arguments: ["a", "ab", "aaaaaaab", "abcdefgh"])
    func `looking for a repetition compares at most twice as often as there are letters`(_ unit: String) {
        for tail in ["", "b"] {
            let count = Count()
            let letters = (String(repeating: unit, count: 65_536 / unit.count) + tail).map { Counted(value: $0, comparisons: count) }
            _ = Borders.period(of: letters)
            #expect(count.value <= 2 * letters.count)
        }
    }
}
