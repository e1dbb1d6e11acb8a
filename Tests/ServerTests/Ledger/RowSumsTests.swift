import Foundation
import Rules
import Storage
import Testing

@testable import Server

@Suite struct RowSumsTests {
    private let hasher = RowHasher(Sealer(.generate()).rowHashKey)
    private let act = Act.ID(rawValue: 900)
    private let grant = Grant(id: .init(rawValue: 7), assignment: .init(rawValue: 5), application: "dimona")

    @Test func `sums are read as they were written`() throws {
        var sums = RowSums(key: [0, 1, 0xAB, 0xFF])
        #expect(RowSums(text: sums.text) == sums)
        sums["grant"] &+= hasher.hash(grant, by: act)
        sums["block"] &-= 1
        #expect(RowSums(text: sums.text) == sums)
    }

    @Test(arguments: [
        "", "x", "0001abff\ngrant", "0001abff\ngrant 0", "0001abff\ngrant 1\nblock 1", "0001abff\ngrant 1 ", "0001ABFF", "0001abff\ngrant -1",
    ])
    func `anything else is no sums`(text: String) { #expect(RowSums(text: text) == nil) }

    @Test func `a row closed takes off what it added`() throws {
        let rows = SummedRows()
        var sums = RowSums(key: hasher.key.identifier)
        rows.open(grant, by: act)
        rows.take(into: &sums, hasher)
        #expect(sums["grant"] != 0)
        rows.close(SummedRow("grant", 7, [.integer(5), .text("dimona"), .integer(900)]))
        rows.take(into: &sums, hasher)
        #expect(sums == RowSums(key: hasher.key.identifier))
    }

    @Test func `every column, the key and the act count`() {
        let others = [
            hasher.hash(Grant(id: .init(rawValue: 8), assignment: grant.assignment, application: grant.application), by: act),
            hasher.hash(Grant(id: grant.id, assignment: .init(rawValue: 6), application: grant.application), by: act),
            hasher.hash(Grant(id: grant.id, assignment: grant.assignment, application: "dmfa"), by: act),
            hasher.hash(grant, by: .init(rawValue: 901)),
            RowHasher(Sealer(.generate()).rowHashKey).hash(grant, by: act),
        ]
        #expect(Set(others + [hasher.hash(grant, by: act)]).count == 6)
    }
}
