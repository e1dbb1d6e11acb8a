import FoundationEssentials
import Rules
import Sample
import Testing

@Suite struct PopulationTests {
    private static func told(_ population: Population) throws -> World {
        let story = population.story()
        var world = World(people: [], userNames: [:], entities: [], functions: [], entitlements: [:], acts: [])
        while let part = try story.next() {
            world.people += part.people
            world.userNames.merge(part.userNames) { first, _ in first }
            world.entities += part.entities
            world.functions += part.functions
            world.entitlements.merge(part.entitlements) { first, _ in first }
            world.acts += part.acts
        }
        return world
    }

    private static func bytes(_ world: World) throws -> [[UInt8]] { try world.acts.map { try $0.canonicalBytes() } }

    @Test func `the same seed tells the same story, another seed another one`() throws {
        let world = try Self.told(Population(entities: 60, people: 400, seed: 7))
        let again = try Self.told(Population(entities: 60, people: 400, seed: 7))
        let other = try Self.told(Population(entities: 60, people: 400, seed: 8))
        #expect(world.people == again.people)
        #expect(world.entities == again.entities)
        #expect(world.functions == again.functions)
        #expect(world.userNames == again.userNames)
        #expect(try Self.bytes(world) == Self.bytes(again))
        #expect(world.people != other.people)
        #expect(try Self.bytes(world) != Self.bytes(other))
    }

    @Test func `everybody and every entity has a number of their own`() throws {
        let world = try Self.told(Population(entities: 2000, people: 12_000, seed: 3))
        #expect(world.people.count == 12_000)
        #expect(world.entities.count == 2000)
        #expect(Set(world.people.map(\.id)).count == 12_000)
        #expect(Set(world.people.map(\.ssin)).count == 12_000)
        #expect(Set(world.userNames.values).count == world.userNames.count)
        #expect(Set(world.entities.map(\.number)).count == 2000)
        #expect(Set(world.functions.map(\.id)).count == world.functions.count)
        let hosts = Set(world.people.compactMap { $0.email?.text.split(separator: "@").last })
        #expect(hosts == ["example.org"])
    }

    @Test(arguments: [(1, 50), (200, 1000), (50, 50), (900, 1000)]) func `any size has three open grants a person`(entities: Int, people: Int) throws
    {
        let world = try Self.told(Population(entities: entities, people: people, seed: 1))
        var open = 0
        for act in world.acts { open += act.opened(Grant.self).count - act.closed(Grant.self).count }
        // Where few qualities have many applications there may be no room for all.
        #expect(open <= people * 3 + people / 20)
        #expect(entities > 100 || open > people / 2)
        if people > 4 * entities, entities > 100 { #expect(open > people * 3 - people / 20) }
    }

    @Test func `sizes have a long tail`() throws {
        let world = try Self.told(Population(entities: 500, people: 10_000, seed: 5))
        var users: [Quality.ID: Int] = [:]
        for act in world.acts {
            for row in act.opened(Assignment.self) { if row.role == .user, let place = row.quality { users[place, default: 0] += 1 } }
        }
        let sizes = users.values.sorted(by: >)
        #expect(sizes[0] > 1500 && sizes[0] < 2500)
        #expect(sizes[sizes.count / 2] <= 10)
    }

    @Test func `a history has all that happens in one, in the order of time`() throws {
        let world = try Self.told(Population(entities: 1000, people: 8000, seed: 2))
        #expect(zip(world.acts, world.acts.dropFirst()).allSatisfy { $0.at <= $1.at && $0.id < $1.id })
        let codes = Set(world.acts.map(\.code))
        let expected: Set<ActCode> = [
            .entityRegistered, .chiefDesignated, .chiefReplaced, .coChiefAppointed, .qualityActivated, .managerReplaced, .managerAppointed,
            .coManagerAppointed, .coManagerRemoved, .userRegistered, .userApplicationsChanged, .userBlocked, .userUnblocked, .userRemoved,
        ]
        #expect(codes == expected)
        let years = (try #require(world.acts.last)).at.timeIntervalSince(Population.opening) / 86_400 / 365
        #expect(years > 5.5 && years < 6)
        // Some have roles in many entities, and some entities keep apart.
        var entities: [Person.ID: Set<Entity.ID>] = [:]
        for act in world.acts { for row in act.opened(Assignment.self) { entities[row.person, default: []].insert(row.entity) } }
        #expect(entities.values.contains { $0.count > 5 })
        #expect(world.entities.contains { $0.status != .active })
        #expect(Set(world.acts.compactMap(\.entity)).count < world.entities.count)
    }

    @Test func `everything that is open was opened once, in an entity that takes part`() throws {
        let rows = OpenRows(after: try Self.told(Population(entities: 40, people: 150, seed: 9)).acts)
        #expect(Set(rows.assignments.map { "\($0.entity) \($0.quality?.description ?? "") \($0.person)" }).count == rows.assignments.count)
        #expect(rows.assignments.allSatisfy { rows.isRegistered($0.entity) })
        #expect(rows.grants.allSatisfy { grant in rows.assignments.contains { $0.id == grant.assignment && $0.role == .user } })
        #expect(rows.blocks.count > 2)
    }

    @Test(arguments: [(0, 100), (10, 49), (100, 99), (1, 1_800_001)]) func `a population that cannot be is refused`(entities: Int, people: Int) {
        #expect(throws: ImpossiblePopulation.self) { try Population(entities: entities, people: people, seed: 1) }
    }
}
