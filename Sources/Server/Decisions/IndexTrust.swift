import DecisionIndex
import Foundation
import Rules
import Synchronization

/// Which of the rows that an index was read from this installation wrote as they are. To check a code takes longer than to read the row, so a large
/// installation decides before all are checked: until then each yes is held against its own two rows.
struct IndexTrust: Sendable {
    /// Of the index, among all that were read in this process.
    let number: Int
    /// Every row was checked.
    private(set) var isComplete = false
    private var people: Set<PersonKey> = []
    private var entities: Set<EnterpriseNumber> = []
    // Of those that the index was read from.
    private var unmetPeople: UnmetRows
    private var unmetEntities: UnmetRows

    private static let last = Atomic(0)

    init() { (number, unmetPeople, unmetEntities) = (0, UnmetRows(0), UnmetRows(0)) }

    init(_ index: borrowing DecisionIndex) {
        number = Self.last.add(1, ordering: .relaxed).newValue
        (unmetPeople, unmetEntities) = (UnmetRows(index.peopleCount), UnmetRows(index.entityCount))
    }

    /// Nil for a person whose row is not authentic, or not the one that the index holds.
    func trusted(_ person: PersonKey?) -> PersonKey? { people.isEmpty ? person : person.flatMap { people.contains($0) ? nil : $0 } }

    func trusted(_ entity: EnterpriseNumber?) -> EnterpriseNumber? {
        entities.isEmpty ? entity : entity.flatMap { entities.contains($0) ? nil : $0 }
    }

    func trusted(_ key: IndexKey) -> (person: PersonKey?, entity: EnterpriseNumber?) { (trusted(key.person), trusted(key.entity)) }

    /// What the database says of one question's person and entity.
    mutating func follow(_ source: IndexSource, _ index: borrowing DecisionIndex) {
        if let key = source.key.person, index.source(key)?.person != source.person { people.insert(key) }
        if let number = source.key.entity {
            let held = index.source(number)
            if source.entity == nil || held?.entity != source.entity?.id || held?.ceases != source.entity?.period.until { entities.insert(number) }
        }
    }

    /// The index holds it as an authentic row says.
    mutating func learnt(_ entity: Entity, _ index: borrowing DecisionIndex) {
        if index.source(entity.number)?.entity == entity.id { entities.remove(entity.number) }
    }

    /// Some rows more; whether they were the last.
    mutating func follow(_ check: SourceCheck, _ index: borrowing DecisionIndex) -> Bool {
        for row in check.people {
            guard let held = index.source(row.key) else { continue }
            if !row.isAuthentic || held.person != row.id { people.insert(row.key) }
            if held.person == row.id { unmetPeople.meet(held.place) }
        }
        for row in check.entities {
            guard let held = index.source(row.number) else { continue }
            if !row.isAuthentic || held.entity != row.id || held.ceases != row.ceases { entities.insert(row.number) }
            if held.entity == row.id { unmetEntities.meet(held.place) }
        }
        guard check.isAtEnd else { return false }
        // A row that was there when the index was read and is not now was perhaps never ours.
        isComplete = unmetPeople.count == 0 && unmetEntities.count == 0
        (unmetPeople, unmetEntities) = (UnmetRows(unmetPeople.count), UnmetRows(unmetEntities.count))
        return true
    }
}

/// Rows that were not met yet, by their places. One that is met twice does not stand for another.
private struct UnmetRows {
    private(set) var count: Int
    private var isMet: [Bool]

    init(_ count: Int) { (self.count, isMet) = (count, [Bool](repeating: false, count: count)) }

    /// Does nothing for a row that came in later.
    mutating func meet(_ place: Int) {
        guard isMet.indices.contains(place), !isMet[place] else { return }
        isMet[place] = true
        count -= 1
    }
}
