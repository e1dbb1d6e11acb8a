import DecisionIndex
import FoundationEssentials
import Rules
import Sample

/// The demo world in an index, and the same acts replayed as rows.
struct IndexedTown {
    /// 2 March 2026, 09:00 UTC.
    static let morning = Date(timeIntervalSince1970: 1_772_442_000)

    var index: DecisionIndex
    private(set) var rows = OpenRows()
    let world: World

    init() throws {
        world = try Town.world()
        index = try DecisionIndex(Town.catalogue)
        for person in world.people { try index.learn(person.id, try Self.key(person.id)) }
        for entity in world.entities { try index.learn(entity.id, entity.number, ceases: entity.period.until) }
    }

    mutating func apply(_ act: Act, at position: Int64) throws {
        try index.apply(act, at: position)
        rows.add(act)
    }

    mutating func applyAll() throws { for (position, act) in world.acts.enumerated() { try apply(act, at: Int64(position)) } }

    /// In place of a hash of the number.
    static func key(_ person: Person.ID) throws -> PersonKey {
        let bits = UInt64(bitPattern: person.rawValue &* 0x5851_F42D_4C95_7F2D)
        guard let key = PersonKey((0..<16).map { UInt8(truncatingIfNeeded: bits >> ($0 % 8 * 8)) }) else { throw NoKey() }
        return key
    }

    private struct NoKey: Error {}

    func indexed(_ person: Person.ID, _ entity: Entity, _ application: String, _ domain: String?) throws -> ExplainedDecision {
        index.explained(
            index.decide(person: try Self.key(person), entity: entity.number.value, application: application, domain: domain, at: IndexedTown.morning)
        )
    }

    func ruled(_ person: Person.ID, _ entity: Entity, _ application: String, _ domain: String?) -> Decision {
        Decision.on(
            rows.facts(of: person, in: entity), application: .init(rawValue: application), domain: domain.map { .init(rawValue: $0) },
            catalogue: Town.catalogue, at: IndexedTown.morning)
    }
}
