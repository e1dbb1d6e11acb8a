import Testing

@testable import DecisionIndex

@Suite struct IDTableTests {
    @Test(arguments: [0, 5, 1000]) func `rows are found by their ids, however many were expected`(expected: Int) {
        var table = IDTable(reserving: expected)
        for row in UInt32(0)..<500 { table.insert(row, Int64(row) * 4096 + 1) }
        for row in UInt32(0)..<500 {
            #expect(table.row(of: Int64(row) * 4096 + 1) == row)
            #expect(table.row(of: Int64(row) * 4096 + 2) == nil)
        }
        #expect(IDTable(reserving: expected).row(of: 1) == nil)
    }
}
