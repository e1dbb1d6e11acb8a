import Foundation
import Logging
import Rules
import Sample
import Server
import Storage
import Synchronization
import Web

/// Registering users by the rules, as the page does it once all is typed: who acts and what they may, who the number means, what they hold already
/// and where else they stand, the rule, the act with its rows and its place in the ledger, the letter, the checkpoint. Each writer is another manager,
/// of another entity.
final class Registrations: Sendable {
    private let house: House
    private let places: [Workplace]
    private let people: [SSIN]
    private let next = Atomic(0)

    init(_ database: String, folder: URL, people count: Int, writers: Int) async throws {
        let ring = try KeyRing(directory: folder.appending(path: "keys"))
        let storage = try Storage(DatabaseURL(database))
        try await storage.migrate(Schema.migrations)
        house = House(
            storage: storage, sealer: ring.sealer, catalogue: Town.catalogue, pages: try Pages(), settings: Settings(),
            checkpoints: try Checkpoints(directory: folder.appending(path: "checkpoints"), key: ring.checkpoints),
            passwords: try PasswordHash(cost: .init(memory: 8, passes: 1)), logger: Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() })
        let story = try Population(entities: 4 * writers, people: 2000, seed: 1).story()
        try await storage.load { [house] load in
            while let part = try story.next() {
                let written = try WrittenWorld(part, password: "none", house.sealer, at: house.clock())
                try await house.write { tx in try tx.found(written, in: load) }
            }
        }
        try await house.decisions.load()
        places = try await Array(house.read { tx in try tx.workplaces() }.prefix(writers))
        guard places.count == writers else { throw Lost() }
        people = try Self.numbers(count)
        try await house.write { [house, people] tx in
            for (index, ssin) in people.enumerated() where try tx.person(ssin) == nil {
                try tx.add(
                    Person(
                        id: .init(rawValue: house.newID()), ssin: ssin, givenName: PersonName("Given\(Self.letters(index))"),
                        familyName: PersonName("Family\(Self.letters(index))"), title: nil, language: .nl,
                        email: EmailAddress("user\(index)@example.org"), secondEmail: nil))
            }
        }
    }

    /// The bytes of an act such as these are.
    func someBody() async throws -> [UInt8] {
        try await register(1)
        guard
            let body = try await house.read({ tx in
                try tx.row("SELECT body FROM acts ORDER BY position DESC LIMIT 1") { try $0.bytes("body") }
            })
        else { throw Lost() }
        return body
    }

    func register(_ count: Int, writers: Int = 1) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, place) in places.prefix(writers).enumerated() {
                let share = count / writers + (number < count % writers ? 1 : 0)
                group.addTask { [self] in for _ in 0..<share { try await registerOne(at: place) } }
            }
            try await group.waitForAll()
        }
    }

    private func registerOne(at workplace: Workplace) async throws {
        let ssin = people[next.wrappingAdd(1, ordering: .relaxed).oldValue]
        let (house, now) = (house, house.clock())
        let letter = try Letter(
            to: EmailAddress("user@example.org"), subject: "You are now a user",
            body: String(repeating: "What you can use from now on.\n", count: 12),
            language: .nl)
        try await house.write(.about(workplace.entity.rawValue)) { tx in
            guard let acting = try tx.confirmed(workplace.acting, at: now), let quality = try tx.quality(workplace.quality),
                let domain = house.catalogue[quality.domain], let manager = try tx.managing(quality)
            else { throw Lost() }
            try tx.lockPerson(ssin)
            guard let person = try tx.person(ssin) else { throw Lost() }
            let holdings = try tx.holdings(of: person.id)
            _ = try tx.legalFunctions(of: person.id)
            let act = try quality.userRegistered(
                person.id, applications: Set(domain.applications.map(\.code).prefix(2)), in: domain, held: holdings.first { $0.assignment.quality == quality.id }, manager: manager,
                on: Occasion(acting: acting, at: now, newID: { house.newID() }))
            try tx.enact(act)
            try tx.post(letter, id: house.newID(), at: now)
        }
    }

    /// As many numbers as are asked, each of a form that the rules read.
    private static func numbers(_ count: Int) throws -> [SSIN] {
        var numbers: [SSIN] = []
        numbers.reserveCapacity(count)
        var serial = 0
        while numbers.count < count {
            let (day, sequence) = (serial / 998, serial % 998 + 1)
            serial += 1
            let front = (day / 336) * 10_000_000 + (day / 28 % 12 + 1) * 100_000 + (day % 28 + 1) * 1000 + sequence
            let check = 97 - front % 97
            let digits = String(front * 100 + check)
            if let ssin = try? SSIN(String(repeating: "0", count: 11 - digits.count) + digits) { numbers.append(ssin) }
        }
        return numbers
    }

    /// A name has letters only: 27 → `BB`.
    private static func letters(_ index: Int) -> String {
        var (rest, text) = (index, "")
        repeat {
            text.append(Character(UnicodeScalar(UInt8(97 + rest % 26))))
            rest /= 26
        } while rest > 0
        return text
    }

    struct Lost: Error {}
}

/// Where a manager works.
private struct Workplace: Sendable {
    let entity: Entity.ID
    let quality: Quality.ID
    let acting: Acting
}

extension Transaction {
    /// One in each entity.
    fileprivate func workplaces() throws -> [Workplace] {
        let managers = try rows(
            """
            SELECT MIN(id) AS id FROM assignments WHERE role = 'manager' AND open = 1
            AND entity NOT IN (SELECT id FROM entities WHERE ceased_on IS NOT NULL) GROUP BY entity ORDER BY entity
            """
        ) { Assignment.ID(rawValue: try $0.integer("id")) }
        return try managers.compactMap { id in
            guard let held = try holding(id)?.assignment, let quality = held.quality else { return nil }
            return Workplace(entity: held.entity, quality: quality, acting: Acting(held, isBlocked: false))
        }
    }
}
