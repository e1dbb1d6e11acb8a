import DecisionIndex
import Rules
import Testing

@testable import Server

@Suite struct IndexTrustTests {
    private static let keys = [PersonKey(1, 1), PersonKey(2, 2)]

    private func isComplete(meeting people: [Int]) throws -> Bool {
        var index = DecisionIndex()
        for (number, key) in Self.keys.enumerated() { try index.learn(.init(rawValue: Int64(number)), key) }
        var (trust, check) = (IndexTrust(index), SourceCheck(1))
        check.people = people.map { (Self.keys[$0], .init(rawValue: Int64($0)), true) }
        (check.lastPerson, check.lastEntity) = (nil, nil)
        let isAtEnd = trust.follow(check, index)
        #expect(isAtEnd)
        return trust.isComplete
    }

    @Test func `an index is trusted once each row that it was read from was met`() throws {
        #expect(try isComplete(meeting: [0, 1]))
        #expect(try isComplete(meeting: [0, 1, 1]))
        #expect(try !isComplete(meeting: [0]))
    }

    @Test func `a row that is met twice does not stand for another`() throws { #expect(try !isComplete(meeting: [0, 0])) }
}
