import Testing

@testable import DecisionIndex

@Suite struct RunsTests {
    private func elements(_ runs: Runs<Int>, _ run: Run) -> [Int] { run.range.map { runs[$0] } }

    @Test func `runs that grow in turn keep what they hold`() throws {
        var runs = Runs<Int>()
        var held = [Run](repeating: Run(), count: 5)
        for round in 0..<40 { for number in held.indices { try runs.append(number * 100 + round, to: &held[number]) } }
        for number in held.indices { #expect(elements(runs, held[number]).sorted() == (0..<40).map { number * 100 + $0 }) }
    }

    @Test func `a run filled at once lies as it was filled, and takes no more room than it needs`() throws {
        var runs = Runs<Int>()
        var held = [Run](repeating: Run(), count: 100)
        for number in held.indices { for element in 0..<3 { try runs.append(element, to: &held[number]) } }
        for run in held { #expect(elements(runs, run) == [0, 1, 2]) }
        #expect(runs.bytes == 300 * MemoryLayout<Int>.stride)
    }

    @Test func `what is removed is gone, and its room is used again`() throws {
        var runs = Runs<Int>()
        var (left, right) = (Run(), Run())
        for element in 0..<4 { try runs.append(element, to: &left) }
        for element in 10..<14 { try runs.append(element, to: &right) }
        runs.remove(1, at: 1, from: &left)
        #expect(elements(runs, left) == [0, 2, 3])
        var single = Run()
        try runs.append(99, to: &single)
        #expect(elements(runs, single) == [99] && single.start == 3)
        runs.remove(2, at: 0, from: &left)
        #expect(elements(runs, left) == [3])
        #expect(elements(runs, right) == [10, 11, 12, 13])
    }

    @Test func `rows given back are given out again`() throws {
        var rows = FlatRows<String>()
        let (first, second) = (try rows.add("a"), try rows.add("b"))
        rows.giveBack(first)
        #expect(rows.count == 1)
        #expect(try rows.add("c") == first)
        #expect(rows[first] == "c")
        #expect(rows[second] == "b")
    }
}
