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
    // How many the index was read from, and how many of them were met so far.
    private let (peopleRead, entitiesRead): (Int, Int)
    private var (peopleMet, entitiesMet) = (0, 0)

    private static let last = Atomic(0)

    init() { (number, peopleRead, entitiesRead) = (0, 0, 0) }

    init(_ index: borrowing DecisionIndex) {
        number = Self.last.add(1, ordering: .relaxed).newValue
        (peopleRead, entitiesRead) = (index.peopleCount, index.entityCount)
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
            if held.person == row.id, held.place < peopleRead { peopleMet += 1 }
        }
        for row in check.entities {
            guard let held = index.source(row.number) else { continue }
            if !row.isAuthentic || held.entity != row.id || held.ceases != row.ceases { entities.insert(row.number) }
            if held.entity == row.id, held.place < entitiesRead { entitiesMet += 1 }
        }
        guard check.isAtEnd else { return false }
        // A row that was there when the index was read and is not now was perhaps never ours.
        isComplete = peopleMet == peopleRead && entitiesMet == entitiesRead
        return true
    }
}
