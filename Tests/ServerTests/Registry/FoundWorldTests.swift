import Foundation
import Rules
import Sample
import Server
import Storage
import Testing

@Suite struct FoundWorldTests {
    private let databases: [HouseDatabase]

    init() async throws { databases = [try await .make(), try await .make()] }

    @Test func `the town is found again in the database`() async throws {
        let storage = try await founded()
        defer { try? storage.close() }
        let world = try Town.world()
        try await storage.read { tx in
            let (people, head) = (try tx.count("SELECT COUNT(*) FROM people"), try tx.ledgerHead())
            #expect(people == world.people.count)
            #expect(head.size == Int64(world.acts.count))
            let (fatima, marie) = (try tx.person(Town.fatima.ssin), try tx.person(Town.marieCollard.ssin))
            #expect(fatima == Town.fatima)
            #expect(marie == nil)
            let (entity, functions) = (try tx.entity(Town.atelierFerme.number), try tx.legalFunctions(of: Town.thomas.id))
            #expect(entity == Town.atelierFerme)
            #expect(functions == [Town.thomasRepresented])
            let entitlements = try tx.entitlements(of: Town.tournesol.id)
            #expect(entitlements == [Entitlement(domain: "nsso-employer", identifier: "199999061")])
            let (sofies, amelies) = (try tx.account(named: "sofiepeeters"), try tx.account(of: Town.amelie.id))
            #expect(sofies?.person == Town.sofie.id)
            #expect(amelies == nil)
        }
    }

    @Test func `two starts make the same acts`() async throws {
        let (first, second) = (try await founded(), try await founded(databases[1]))
        defer { for storage in [first, second] { try? storage.close() } }
        let bodies: SQL = "SELECT body FROM acts ORDER BY position"
        let one = try await first.read { try $0.rows(bodies) { try $0.bytes("body") } }
        let other = try await second.read { try $0.rows(bodies) { try $0.bytes("body") } }
        #expect(one == other && one.count > 100)
    }

    @Test func `a database that knows anybody is left alone`() async throws {
        let storage = try await empty()
        defer { try? storage.close() }
        try await storage.write { tx in try tx.add(Town.marieCollard) }
        await #expect(throws: AlreadyFounded.self) {
            try await storage.write { tx in try tx.found(Town.world(), password: nil, at: Town.opening) }
        }
        #expect(try await storage.read { try $0.count("SELECT COUNT(*) FROM people") } == 1)
    }

    @Test func `without a password nobody has an account`() async throws {
        let storage = try await founded(password: nil)
        defer { try? storage.close() }
        #expect(try await storage.read { try $0.count("SELECT COUNT(*) FROM accounts") } == 0)
    }

    private func empty(_ database: HouseDatabase? = nil) async throws -> Storage { try await (database ?? databases[0]).open() }

    private func founded(_ database: HouseDatabase? = nil, password: String? = "hash") async throws -> Storage {
        let storage = try await empty(database)
        try await storage.write { tx in try tx.found(Town.world(), password: password, at: Town.opening) }
        return storage
    }
}
