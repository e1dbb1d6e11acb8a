import Testing

@testable import Storage

@Suite struct ConditionCheckTests {
    @Test func `a condition says which columns hold what`() {
        let (number, list) = ("0999999031", [Int64(1), 2])
        #expect(Self.said("WHERE number = \(number)") == ["number": [.text(number)]])
        #expect(Self.said("WHERE id IN \(list: list) AND kind = \(7) ORDER BY id") == ["id": [.integer(1), .integer(2)], "kind": [.integer(7)]])
        let nested: SQL = "id = \(3) AND open IS NULL"
        #expect(Self.said("\(nested) AND entity = \(4)") == ["id": [.integer(3)], "entity": [.integer(4)]])
        #expect(Self.said("r.person = \(5)") == ["person": [.integer(5)]])
    }

    @Test func `what may hold or not says nothing`() {
        let list = [Int64(1), 2]
        for condition: SQL in [
            "held_at >= \(1)", "digest <> \(1)", "a <= \(1)", "(id) > (\(1))", "id NOT IN \(list: list)", "id = \(1) OR entity = \(2)",
            "id = 1", "LIMIT \(5)", "",
        ] { #expect(Self.said(condition).isEmpty, "\(condition)") }
    }

    private static func said(_ condition: SQL) -> [String: [Value]] {
        Dictionary(condition.equalities.map { ($0.column, $0.values) }, uniquingKeysWith: { first, _ in first })
    }
}
