import FoundationEssentials
import Rules
import Sample
import Testing

@testable import DecisionIndex

@Suite struct AssignmentOrderTests {
    private static let orders: [[Int64]] = [
        Array(1...1000), Array((1...1000).reversed()), Array(501...1000) + Array(1...500), (1...1000).map { $0 * 37 % 1009 },
        [1_000_000] + Array(1...100), Array(1...33), [7], [],
    ]

    @Test(arguments: orders) func `an id is found where it came, or was refused`(order: [Int64]) {
        var search = AssignmentOrder(reserving: order.count)
        let taken = order.map { search.add($0 * 10) }
        for (row, id) in order.enumerated() {
            let near = search.rows(near: id * 10)
            #expect(near.count <= 32 && near.allSatisfy { Int($0) < order.count })
            // What was not larger than all before it is sought elsewhere.
            #expect(taken[row] == order[..<row].allSatisfy { $0 < id })
            if taken[row] { #expect(near.contains(UInt32(row)), "\(id)") }
        }
        #expect(search.rows(near: (order.max() ?? 0) * 10 + 1).isEmpty)
    }

    @Test func `what comes in order needs next to nothing`() {
        var search = AssignmentOrder(reserving: 32_000)
        let taken = (Int64(1)...32_000).map { search.add($0) }
        #expect(!taken.contains(false))
        #expect(search.bytes < 10_000)
    }

    // MARK: In an index

    private static let (entity, quality) = (Entity.ID(rawValue: 1), Quality.ID(rawValue: 2))

    private static func user(_ id: Int64) -> Assignment {
        Assignment(id: .init(rawValue: id), person: .init(rawValue: id + 1_000_000), role: .user, entity: entity, quality: quality)
    }

    /// An index that was built of these, each with the act after it.
    private func built(_ ids: [Int64]) throws -> DecisionIndex {
        var builder = try IndexBuilder(Town.catalogue, .init())
        try builder.add(Self.entity, Town.deLinde.number, ceases: nil)
        try builder.add(Quality(id: Self.quality, entity: Self.entity, domain: "nsso-employer", identifier: "1"))
        var headers = ActHeaders(ids.count)
        for (position, id) in ids.enumerated() {
            try builder.add(Self.user(id), isOpen: true, by: .init(rawValue: id + 1))
            try headers.add(.init(rawValue: id + 1), at: Int64(position), under: .oneself, by: nil)
        }
        try builder.assignmentsEnd()
        builder.peopleEnd()
        try builder.add(IndexGrants(0))
        builder.end(size: Int64(ids.count), registerSize: 0)
        return try builder.finished(with: headers)
    }

    private func act(_ id: Int64, _ change: Change) -> Act {
        Act(
            id: .init(rawValue: id), code: .userRemoved, at: IndexedTown.morning, actor: nil, authority: .installation, entity: Self.entity,
            quality: Self.quality, changes: [change])
    }

    @Test(arguments: [Array(1...200), Array((1...200).reversed()), [500] + Array(1...100), (1...200).map { $0 * 37 % 211 }])
    func `who an index was built of is found until they end, and so is who comes after them`(order: [Int64]) throws {
        let ids = order.map { $0 * 10 }
        var index = try built(ids)
        func isHeld(_ id: Int64) -> Bool { index.confirms(Acting(Self.user(id), isBlocked: false)) }
        #expect(ids.allSatisfy(isHeld))
        var (held, ended): ([Int64], [Int64]) = (ids, [])
        // Rows that others leave are taken by those who come.
        for round in Int64(0)..<150 {
            let leaving = held.remove(at: Int(round * 7 % Int64(held.count)))
            ended.append(leaving)
            try index.apply(act(100_000 + round * 20, .closed(Self.user(leaving).id)), at: index.size)
            let coming = 100_005 + round * 20
            try index.apply(act(coming + 1, .opened(Self.user(coming))), at: index.size)
            held.append(coming)
        }
        #expect(held.allSatisfy(isHeld))
        #expect(!ended.contains(where: isHeld))
        #expect(ended.allSatisfy { index.assignment(.init(rawValue: $0)) == nil })
    }
}
