package import FoundationEssentials
package import Rules

/// A country's employers, invented: so many entities and people, with a history of almost six years, the same for the same seed. For measuring and for
/// trying out large lists; the demo's few people (`Town`) are what a first look and the tests need.
///
/// - Sizes have a long tail: the entity of rank r has 1/r of the users of the largest (Zipf), which has about a tenth of all.
/// - Every person has three open grants on average; some have roles in many entities, some representatives hold functions in many.
/// - Users were blocked, unblocked, changed and removed, managers and chiefs replaced; some entities are not registered, some have ceased.
package struct Population: Sendable {
    package let entities: Int
    package let people: Int
    let seed: UInt64

    package static let entityLimit = 900_000
    package static let peopleLimit = 1_800_000

    /// Monday, 2 March 2020, 07:00 UTC.
    package static let opening = Date(timeIntervalSince1970: 1_583_132_400)
    static let weeks = 304

    /// - Throws: `ImpossiblePopulation` when there is no room for that many, or too few people to share out the roles.
    package init(entities: Int, people: Int, seed: UInt64) throws(ImpossiblePopulation) {
        guard (1...Self.entityLimit).contains(entities), (50...Self.peopleLimit).contains(people), entities <= people else {
            throw ImpossiblePopulation()
        }
        self.entities = entities
        self.people = people
        self.seed = seed
    }

    /// Those who represent and manage; they come first.
    var officers: Int { max(24, min(people / 8, entities + entities / 5)) }

    /// How many times somebody is registered as a user.
    var registrations: Int { people * 13 / 10 }
    var grants: Int { 3 * people }
}

/// The numbers of entities and people do not go together.
package struct ImpossiblePopulation: Error, CustomStringConvertible {
    package var description: String {
        """
        A population has 50 to \(Population.peopleLimit) people and 1 to \(Population.entityLimit) entities, and no more entities than people.
        """
    }
}

extension Population {
    /// Keys as the product makes them: milliseconds since 2020 in the upper bits, a number in the lower 21.
    static func firstKey(at microseconds: Int64) -> Int64 { (microseconds / 1000 - 1_577_836_800_000) << 21 }

    /// The register knew everybody before the first act.
    private func key<Subject>(_ index: Int, daysBefore days: Int64) -> Key<Subject> {
        Key(rawValue: Self.firstKey(at: Act.microseconds(Self.opening) - days * 86_400_000_000) + Int64(index))
    }

    func personKey(_ index: Int) -> Person.ID { key(index, daysBefore: 40) }
    func entityKey(_ index: Int) -> Entity.ID { key(index, daysBefore: 30) }
    func functionKey(_ index: Int) -> LegalFunction.ID { key(index, daysBefore: 20) }
}
