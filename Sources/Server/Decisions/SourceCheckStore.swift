import DecisionIndex
import Foundation
import Rules
import Storage

/// The authentic rows behind one question; nil where there is none.
struct IndexSource: Sendable {
    let key: IndexKey
    let person: Person.ID?
    let entity: Entity?
}

/// A pass over all rows of people and entities, some at a time: what the last step read.
struct SourceCheck: Sendable {
    let number: Int
    /// How many rows of a table are read at once.
    static let most = 10_000
    var people: [(key: PersonKey, id: Person.ID, isAuthentic: Bool)] = []
    var entities: [(number: EnterpriseNumber, id: Entity.ID, ceases: Date?, isAuthentic: Bool)] = []
    var lastPerson: Int64? = .min
    var lastEntity: Int64? = .min

    init(_ number: Int) { self.number = number }

    /// Everything was read.
    var isAtEnd: Bool { lastPerson == nil && lastEntity == nil }
}

extension Transaction {
    func indexSource(_ key: IndexKey) throws -> IndexSource {
        IndexSource(key: key, person: try key.number.flatMap { try personID(of: $0) }, entity: try key.entity.flatMap { try entity($0) })
    }

    /// The next rows, in the order of their keys.
    func indexSources(_ check: SourceCheck, most: Int = SourceCheck.most) throws -> SourceCheck {
        var check = check
        (check.people, check.entities) = ([], [])
        let places = try (KeptTable.people.places(["ssin_lookup"])[0], KeptTable.entities.places(["number", "ceased_on"]))
        check.lastPerson = try rows(of: .people, after: check.lastPerson, most) { id, values, isAuthentic in
            guard case .bytes(let hash) = values[places.0], let key = PersonKey(hash) else { return }
            check.people.append((key, .init(rawValue: id), isAuthentic))
        }
        check.lastEntity = try rows(of: .entities, after: check.lastEntity, most) { id, values, isAuthentic in
            guard case .text(let text) = values[places.1[0]], let number = try? EnterpriseNumber(text) else { return }
            var ceases: Date?
            if case .integer(let instant) = values[places.1[1]] { ceases = Dates.date(microseconds: instant) }
            check.entities.append((number, .init(rawValue: id), ceases, isAuthentic))
        }
        return check
    }

    /// - Returns: the key of the last of them; nil when there are no more.
    private func rows(
        of table: KeptTable, after last: Int64?, _ most: Int, _ body: (_ id: Int64, [Value], _ isAuthentic: Bool) throws -> Void
    ) throws -> Int64? {
        guard let last else { return nil }
        var (count, next) = (0, last)
        try eachCoded(table, "WHERE id > \(last) ORDER BY id LIMIT \(most)") { values, code, told in
            count += 1
            guard let values, case .integer(let id) = values[0] else { return report(table, told()) }
            next = id
            let isAuthentic = try isAuthentic(values, code, table) && isNewest(values, code, table)
            if !isAuthentic { report(table, told()) }
            try body(id, values, isAuthentic)
        }
        return count < most || next == last ? nil : next
    }
}
