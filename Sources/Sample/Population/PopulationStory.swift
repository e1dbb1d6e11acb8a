import FoundationEssentials
package import Rules
import Synchronization

extension Population {
    /// The population part by part, in an order in which each can be written: people, entities with what the register says of them, acts.
    package func story() -> PopulationStory { PopulationStory(self) }
}

/// A population being told.
package final class PopulationStory: Sendable {
    private let teller: Mutex<Teller>

    init(_ population: Population) { teller = Mutex(Teller(population)) }

    /// The next part; nil after the last.
    /// - Throws: `Refusal` when the rules no longer allow what these people do.
    package func next() throws -> World? { try teller.withLock { try $0.next() } }
}

private struct Teller {
    private let population: Population
    private var people = 0
    private var entities = 0
    private var history: PopulationHistory?

    init(_ population: Population) { self.population = population }

    mutating func next() throws -> World? {
        if people < population.people { return try tellPeople(10_000) }
        if entities < population.entities { return try tellEntities(5000) }
        var history = self.history ?? PopulationHistory(population)
        // Only one may hold it, or every act would copy it whole.
        self.history = nil
        let acts = try history.acts(atLeast: 10_000)
        self.history = history
        return acts.isEmpty ? nil : World(people: [], userNames: [:], entities: [], functions: [], entitlements: [:], acts: acts)
    }

    private mutating func tellPeople(_ count: Int) throws -> World {
        let told = people..<min(people + count, population.people)
        people = told.upperBound
        var world = World(people: [], userNames: [:], entities: [], functions: [], entitlements: [:], acts: [])
        for index in told {
            let person = try population.person(index)
            world.people.append(person)
            world.userNames[person.id] = try population.userName(index, person)
        }
        return world
    }

    private mutating func tellEntities(_ count: Int) throws -> World {
        let told = entities..<min(entities + count, population.entities)
        entities = told.upperBound
        var world = World(people: [], userNames: [:], entities: [], functions: [], entitlements: [:], acts: [])
        for index in told {
            let entity = try population.entity(index)
            world.entities.append(entity)
            world.functions += population.functions(index)
            world.entitlements[entity.id] = try population.entitlements(index).map { ($0.domain.code, $0.identifier.stored) }
        }
        return world
    }
}
