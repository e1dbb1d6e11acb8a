import Foundation
import Rules
import Sample
import Standards
import Storage
import TestSupport
import Testing

@testable import Server

@Suite struct PopulatingTests {
    @Test(arguments: TestEngine.allCases) func `a population is whole, and its ledger verifies`(engine: TestEngine) async throws {
        let database = try await HouseDatabase.make(engine)
        let options = try Self.options(database)
        let population = try Population(entities: 200, people: 1000, seed: 1)
        let head = try await Self.populate(options, population)
        #expect(try await Audit.verify(options) == head)
        let storage = try await database.open()
        defer { try? storage.close() }
        try await storage.read { tx in
            let (people, entities) = (try tx.count("SELECT COUNT(*) FROM people"), try tx.count("SELECT COUNT(*) FROM entities"))
            let grants = try tx.count("SELECT COUNT(*) FROM grants WHERE open = 1")
            #expect((people, entities) == (1000, 200))
            #expect((2850...3150).contains(grants), "\(grants)")
            try tx.admits(demo: true)
            #expect(throws: MixedWorlds.self) { try tx.admits(demo: false) }
            let chief = try #require(try tx.account(named: "largestchief"))
            let person = try #require(try tx.person(chief.person))
            let found = try tx.person(person.ssin)
            #expect(found == person)
            let (hash, isLacking) = (chief.password, try tx.lacksRoster())
            #expect(hash.hasPrefix("$argon2id$"))
            #expect(!isLacking)
        }
    }

    @Test func `the same seed gives the same acts on every engine, another seed others`() async throws {
        // Each act has a salt of its own, so the roots differ.
        var roots: [MerkleHash] = []
        for engine in TestEngine.allCases {
            for seed: UInt64 in [1, 1, 2] {
                let database = try await HouseDatabase.make(engine)
                _ = try await Self.populate(try Self.options(database), try Population(entities: 20, people: 100, seed: seed))
                let bodies = try await database.open().read { tx in try tx.rows("SELECT body FROM acts ORDER BY position") { try $0.bytes("body") } }
                roots.append(MerkleTree.root(of: bodies.map { MerkleTree.leafHash(of: $0) }))
            }
        }
        #expect(Set(roots).count == 2)
        #expect(roots[0] == roots[1])
        #expect(roots[1] != roots[2])
    }

    @Test func `only an empty installation is populated`() async throws {
        let database = try await HouseDatabase.make()
        let (options, population) = (try Self.options(database), try Population(entities: 5, people: 50, seed: 1))
        _ = try await Self.populate(options, population)
        await #expect(throws: AlreadyFounded.self) { try await Self.populate(options, population) }

        let real = try await HouseDatabase.make()
        let storage = try await real.open()
        try await Vouched.require(storage, in: real.directory)
        try await storage.write { tx in try tx.add(Town.marieCollard) }
        try storage.close()
        await #expect(throws: MixedWorlds(demo: true)) { try await Self.populate(try Self.options(real), population) }
    }

    private static func populate(_ options: Options, _ population: Population) async throws -> LedgerHead {
        let story = population.story()
        return try await Populating(options, password: Town.password).run({ try story.next() }, onProgress: { _ in })
    }

    private static func options(_ database: HouseDatabase) throws -> Options {
        var options = Options()
        options.data = database.directory
        options.database =
            switch try database.url() {
            case .sqlite(let path): "sqlite:\(path)"
            case let url: "\(url)"
            }
        return options
    }
}
