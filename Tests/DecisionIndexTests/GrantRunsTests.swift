import TestSupport
import Testing

@testable import DecisionIndex

@Suite struct GrantRunsTests {
    @Test func `a grant takes four bytes, and eight when another act opened it than its assignment`() throws {
        var (grants, run) = (GrantRuns(), Run())
        try grants.append(GrantRow(application: 3, distance: 1), to: &run)
        #expect(grants.bytes == 4)
        try grants.append(GrantRow(application: 4, distance: 0, openingAct: .max), to: &run)
        #expect(grants.bytes == 12)
        #expect(grants.count(in: run) == 2)
    }

    @Test func `what follows a grant is not taken for another`() throws {
        var (grants, run) = (GrantRuns(), Run())
        // Read as a grant, the number of the act would be one of application 7.
        try grants.append(GrantRow(application: 1, distance: 2, openingAct: 7), to: &run)
        #expect(grants.place(of: 7, in: run) == nil)
        #expect(grants.first(in: run) { $0.application == 7 } == nil)
    }

    @Test(arguments: 0..<20) func `any history of opening and closing leaves what is open`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var grants = GrantRuns()
        var (runs, open) = ([Run](repeating: Run(), count: 6), [[UInt16: GrantRow]](repeating: [:], count: 6))
        for _ in 0..<400 {
            let (row, application) = (Int.random(in: 0..<6, using: &random), UInt16.random(in: 0..<12, using: &random))
            if let place = grants.place(of: application, in: runs[row]) {
                #expect(grants[place] == open[row][application])
                grants.remove(at: place, from: &runs[row])
                open[row][application] = nil
            } else {
                #expect(open[row][application] == nil)
                let act: UInt32? = Bool.random(using: &random) ? UInt32.random(in: 0..<12, using: &random) : nil
                let grant = GrantRow(application: application, distance: UInt8.random(in: .min ... .max, using: &random), openingAct: act)
                try grants.append(grant, to: &runs[row])
                open[row][application] = grant
            }
        }
        for row in runs.indices {
            var found: [UInt16: GrantRow] = [:]
            grants.each(in: runs[row]) { found[$0.application] = $0 }
            #expect(found == open[row] && grants.count(in: runs[row]) == found.count)
        }
    }
}
