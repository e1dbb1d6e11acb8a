import Crypto
import Foundation
import Rules
import Sample
import Standards
import Storage
import TestSupport
import Testing
import Web

@testable import Server

/// Whoever writes to the ledger without a key of the installation is not obeyed, not signed, and noticed.
@Suite struct AuthenticActsTests {
    @Test func `a forged act with its end of the ledger is not obeyed, not signed and not followed by another`() async throws {
        let forgery = try await Forgery()
        try await forgery.append(movingTheEnd: true)
        try await forgery.expectRefused()
    }

    @Test func `a forged act behind the end of the ledger is not obeyed, and is noticed`() async throws {
        let forgery = try await Forgery()
        try await forgery.append(movingTheEnd: false)
        try await forgery.expectRefused(.act(position: forgery.size))
    }

    @Test func `a code that was given at one position proves nothing at another`() async throws {
        let forgery = try await Forgery()
        try await forgery.append(movingTheEnd: true, code: "(SELECT authentication_code FROM acts WHERE position = 5)")
        try await forgery.expectRefused()
    }

    @Test func `an end of the ledger that is gone forgets no act`() async throws {
        let forgery = try await Forgery()
        try await forgery.test.house.storage.write { tx in _ = try tx.run("DELETE FROM ledger") }
        try await forgery.expectRefused()
    }

    @Test func `what this node has taken in already is not read again because somebody changed it`() async throws {
        let forgery = try await Forgery()
        let before = forgery.test.house.decisions.position
        try await forgery.test.house.storage.write { [size = forgery.size] tx in
            _ = try tx.run("UPDATE acts SET body = \([0x7B, 0x7D] as [UInt8]) WHERE position = \(size - 1)")
        }
        await #expect(throws: UnauthenticLedger.act(position: forgery.size - 1)) { try await forgery.test.house.decisions.catchUpWithAll() }
        #expect(forgery.test.house.decisions.position == before)
    }

    @Test func `an earlier end of the ledger, put back with the rows of its time, brings nothing back`() async throws {
        let forgery = try await Forgery()
        let storage = forgery.test.house.storage
        let end = try await storage.read { tx in
            try tx.row("SELECT frontier, sums, code FROM ledger") {
                (frontier: try $0.bytes("frontier"), sums: try $0.bytes("sums"), code: try $0.bytes("code"))
            }
        }
        let old = try #require(end)
        try await forgery.block(Town.fatima)
        let signed = forgery.test.house.checkpoints.last
        try await storage.write { [size = forgery.size] tx in
            try tx.run("DELETE FROM blocks WHERE opened_by = (SELECT id FROM acts WHERE position = \(size))")
            try tx.run("DELETE FROM acts WHERE position = \(size)")
            try tx.run("UPDATE ledger SET frontier = \(old.frontier), sums = \(old.sums), code = \(old.code)")
        }
        await #expect(throws: ShortenedLedger.self) { try await forgery.test.house.decisions.catchUpWithAll() }
        let question = DecisionQuestion(person: Town.fatima.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona")
        #expect(try await forgery.test.house.decisions.decide([question]).first?.decision.reason == .blocked)
        await #expect(throws: ShortenedLedger.self) { try await forgery.block(Town.pieter) }
        #expect(forgery.test.house.checkpoints.last == signed)
        #expect(await forgery.test.house.health.state() == .unauthentic)
    }

    @Test func `what is authentic before a forged act is followed`() async throws {
        let forgery = try await Forgery()
        let other = DecisionService(forgery.test.house.storage, Town.catalogue, forgery.test.house.sealer, forgery.test.house.logger)
        try await other.load()
        try await forgery.block(Town.fatima)
        try await forgery.append(movingTheEnd: false)
        await #expect(throws: UnauthenticLedger.self) { try await other.catchUpWithAll() }
        #expect(other.position == forgery.size + 1)
    }

    @Test(arguments: TestEngine.allCases) func `acts written one by one and in bulk all have their codes`(engine: TestEngine) async throws {
        let database = try await HouseDatabase.make(engine)
        let storage = try await database.open()
        defer { try? storage.close() }
        let world = try Town.world()
        let (first, rest) = (WrittenParts.of(world, upTo: 20), WrittenParts.of(world, from: 20))
        let sealer = try await storage.read { tx in try tx.sealer }
        let written = try WrittenWorld(first, password: "x", sealer, at: Town.opening)
        try await storage.write { tx in
            try tx.found(written)
            try tx.enact(rest)
        }
        try await storage.read { tx in
            try tx.requireAuthenticActs(from: 0)
            #expect(try tx.ledgerHead().size == Int64(world.acts.count))
        }
        // At a start these are not signed over.
        for change in ["UPDATE acts SET position = 100000 WHERE position = 30", "UPDATE acts SET salt = NULL WHERE position = 30"] as [SQL] {
            await #expect(throws: Undone.self) {
                try await storage.write { tx in
                    try tx.run(change)
                    #expect(throws: UnauthenticLedger.act(position: 30)) { try tx.requireAuthenticActs(from: 20) }
                    throw Undone()
                }
            }
        }
    }

    @Test(
        arguments: [
            "UPDATE acts SET position = 100000 WHERE position = (SELECT MAX(position) FROM acts)",
            "UPDATE acts SET salt = NULL WHERE position = (SELECT MAX(position) FROM acts)",
        ] as [SQL])
    func `nothing is added behind an act that is gone or changed`(change: SQL) async throws {
        let test = try await TestHouse.demo()
        try await test.house.decisions.load()
        let head = try await test.house.read { tx in try tx.ledgerHead() }
        try await test.house.storage.write { tx in _ = try tx.run(change) }
        for _ in 0..<2 {
            await #expect(throws: UnauthenticLedger.act(position: head.size - 1)) {
                try await PreparedActs(test: test).end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
            }
        }
        #expect(try await test.house.read { tx in try tx.ledgerHead() } == head)
    }

    @Test func `without the keys nothing is recorded`() async throws {
        let test = try await TestHouse.demo()
        let storage = try Storage(test.database.url())
        defer { try? storage.close() }
        let act = Town.jan.ownContactChanged(on: test.ownOccasion(of: Town.jan))
        await #expect(throws: StorageFault.self) { try await storage.write { tx in try tx.enact(act) } }
        let written = try WrittenActs([act])
        await #expect(throws: StorageFault.self) { try await storage.write { tx in try tx.enact(written) } }
    }

    // MARK: Leaves

    @Test func `whoever has salt and body computes the leaf as the decision says, and nobody without`() async throws {
        let test = try await TestHouse.demo()
        let (head, leaves, salts) = try await test.house.read { tx in
            let acts: [(salt: [UInt8], body: [UInt8])] = try tx.rows("SELECT salt, body FROM acts ORDER BY position") {
                (try $0.bytes("salt"), try $0.bytes("body"))
            }
            let leaves = acts.map { Array(SHA256.hash(data: [0x00, 0x01] + $0.salt + $0.body)) }
            return (try tx.ledgerHead(), leaves, acts.map(\.salt))
        }
        #expect(head.root == MerkleTree.root(of: leaves.compactMap { MerkleHash(bytes: $0) }))
        #expect(Set(salts).count == salts.count && salts.allSatisfy { $0.count == 32 })
    }

    @Test func `an act that is erased leaves the tree whole`() async throws {
        let test = try await TestHouse.demo()
        try await test.house.write { tx in try tx.enact(Town.jan.ownContactChanged(on: test.ownOccasion(of: Town.jan))) }
        let before = try await test.verified()
        try await test.house.storage.write { tx in
            let position = before.size - 1
            guard let stored = try tx.row("SELECT \(StoredAct.columns) FROM acts WHERE position = \(position)", { try StoredAct($0) }) else { return }
            let leaf = try stored.leafHash().bytes
            let code = StoredAct.code(try tx.sealer, position: position, body: [], salt: nil, leaf: leaf)
            try tx.run(
                "UPDATE acts SET body = \([] as [UInt8]), salt = NULL, leaf = \(leaf), authentication_code = \(code) WHERE position = \(position)")
        }
        #expect(try await test.verified() == before)
    }
}

/// Somebody at the database, without a key, who writes that Lucas is a user.
private struct Forgery {
    let test: TestHouse
    let size: Int64
    private let quality: Quality

    init() async throws {
        test = try await TestHouse.demo()
        quality = try await test.quality(Town.deLinde, "nsso-employer")
        try await test.house.decisions.load()
        size = try await test.house.read { tx in try tx.ledgerHead().size }
    }

    func block(_ person: Person) async throws {
        try await PreparedActs(test: test).end(.block, person, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
    }

    func append(movingTheEnd: Bool, code: SQL = "NULL") async throws {
        let (newID, now, quality) = (test.house.newID, test.clock.now, quality)
        try await test.house.storage.write { tx in
            guard let jan = try tx.holding(of: Town.jan.id, in: quality.id)?.assignment else { return }
            let user = Assignment(id: .init(rawValue: newID()), person: Town.lucas.id, role: .user, entity: Town.deLinde.id, quality: quality.id)
            let act = Act(
                id: .init(rawValue: newID()), code: .userRegistered, at: now, actor: Town.jan.id, authority: .assignment(jan.id),
                entity: Town.deLinde.id, quality: quality.id, subject: Town.lucas.id,
                changes: [.opened(user), .opened(Grant(id: .init(rawValue: newID()), assignment: user.id, application: "dimona"))])
            var frontier = try tx.recomputedFrontier()
            let (body, salt) = (try act.canonicalBytes(), LeafBlinding.freshSalt())
            try tx.run(
                """
                INSERT INTO acts (position, id, code, at, actor, authority_kind, authority_key, entity, quality, subject, body, salt, authentication_code)
                VALUES (\(Int64(frontier.count)), \(act.id), \(act.code.rawValue), \(act.at), \(act.actor), \(act.authority.kind),
                        \(act.authority.key), \(act.entity), \(act.quality), \(act.subject), \(body), \(salt), \(code))
                """)
            try tx.apply(act)
            guard movingTheEnd else { return }
            frontier.append(LeafBlinding.leafHash(of: body, salt))
            try tx.run("UPDATE ledger SET frontier = \(frontier.bytes)")
        }
    }

    func expectRefused(_ fault: UnauthenticLedger = .head) async throws {
        let (signed, counted) = (test.house.checkpoints.last, test.house.metrics.unauthentic.value)
        await #expect(throws: fault) { try await test.house.decisions.catchUpWithAll() }
        #expect(test.house.decisions.position == size)
        let question = DecisionQuestion(person: Town.lucas.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona")
        #expect(try await test.house.decisions.decide([question]).first?.decision.allowed == false)
        await #expect(throws: fault) { try await block(Town.fatima) }
        #expect(test.house.checkpoints.last == signed)
        #expect(await test.house.health.state() == .unauthentic)
        #expect(test.house.metrics.unauthentic.value > counted)
        #expect(try await test.browser().get("/health").body.contains("unauthentic"))
    }
}

private struct Undone: Error {}

/// The demo world in two parts.
private enum WrittenParts {
    static func of(_ world: World, upTo count: Int) -> World {
        var part = world
        part.acts = Array(world.acts.prefix(count))
        return part
    }

    static func of(_ world: World, from count: Int) -> [Act] { Array(world.acts.dropFirst(count)) }
}
