import Testing

@testable import DecisionIndex

@Suite struct FlatTableTests {
    /// Rows 0, 1, 2… with these keys.
    private func table(of keys: [Int64], hash: (Int64) -> UInt64 = spread, reserving: Int = 0) -> FlatTable {
        var table = FlatTable(reserving: reserving)
        for row in keys.indices { table.insert(UInt32(row), hash(keys[row])) { hash(keys[Int($0)]) } }
        return table
    }

    @Test func `whatever was inserted is found, nothing else`() {
        let keys = (0..<5000).map { Int64($0) * 7 - 900 }
        let table = table(of: keys)
        #expect(table.count == 5000)
        for row in keys.indices { #expect(table.find(spread(keys[row])) { keys[Int($0)] == keys[row] } == UInt32(row)) }
        for absent: Int64 in [1, 40_000, -1000, .max, .min] { #expect(table.find(spread(absent)) { keys[Int($0)] == absent } == nil) }
    }

    @Test func `an empty table finds nothing`() { #expect(FlatTable().find(spread(1)) { _ in true } == nil) }

    @Test func `what was removed is gone and the rest is still found, even when all hashes meet in a few slots`() {
        for crowd: UInt64 in [1, 3, 1 << 20] {
            let hash: (Int64) -> UInt64 = { (spread($0) % crowd) << 44 }
            let keys = (0..<300).map { Int64($0) }
            var table = table(of: keys, hash: hash)
            for row in stride(from: 0, to: 300, by: 3) { table.remove(UInt32(row), hash(keys[row])) { hash(keys[Int($0)]) } }
            #expect(table.count == 200)
            for row in keys.indices {
                #expect((table.find(hash(keys[row])) { Int($0) == row } == nil) == (row % 3 == 0), "row \(row), crowd \(crowd)")
            }
        }
    }

    @Test(arguments: [0, 10, 1000]) func `rows may be numbered far beyond how many there are`(reserving: Int) {
        let rows: [UInt32] = [0, 3, 7, 5000, 1 << 20, 1 << 31, .max - 1]
        var table = FlatTable(reserving: reserving)
        for row in rows { table.insert(row, spread(Int64(row))) { spread(Int64($0)) } }
        for row in rows { #expect(table.find(spread(Int64(row))) { $0 == row } == row) }
        #expect(table.find(spread(4)) { $0 == 4 } == nil)
        for row in rows { table.remove(row, spread(Int64(row))) { spread(Int64($0)) } }
        #expect(table.count == 0)
        for row in rows { #expect(table.find(spread(Int64(row))) { $0 == row } == nil) }
    }

    @Test func `removing what is not there changes nothing`() {
        let keys: [Int64] = [1, 2, 3]
        var table = table(of: keys)
        table.remove(9, spread(9)) { spread(keys[Int($0)]) }
        #expect(table.count == 3)
        #expect(table.find(spread(2)) { keys[Int($0)] == 2 } == 1)
    }

    @Test func `a table with room for so many does not grow on the way there`() {
        let before = FlatTable(reserving: 1000).bytes
        #expect(table(of: (0..<1000).map { Int64($0) }, reserving: 1000).bytes == before)
    }
}
