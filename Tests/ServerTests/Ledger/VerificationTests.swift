import Foundation
import Rules
import Sample
import Standards
import Storage
import Testing

@testable import Server

/// Whoever writes past the product into the database, the checkpoint or the keys is found, and what they touched is named (issue A, point 5).
@Suite struct VerificationTests {
    @Test func `the demo world verifies, and so does what is done in it`() async throws {
        let walk = try await UsersWalk.demo()
        let before = try await walk.verified()
        try await walk.blockFatima()
        #expect(try await walk.verified().size == before.size + 1)
    }

    @Test func `one flipped bit of any act is found`() async throws {
        let walk = try await UsersWalk.demo()
        let size = try await walk.verified().size
        for position in [0, size / 2, size - 1] {
            try await walk.flipOneBit(ofAct: position)
            await #expect(throws: LedgerFault.self, "act \(position)") { try await walk.verified() }
            try await walk.flipOneBit(ofAct: position)
        }
        #expect(try await walk.verified().size == size)
    }

    @Test func `the newest act cut off with its rows is missed`() async throws {
        let walk = try await UsersWalk.demo()
        let size = try await walk.verified().size
        try await walk.blockFatima()
        try await walk.tamper { tx in
            try tx.run("DELETE FROM blocks WHERE opened_by IN (SELECT id FROM acts WHERE position = \(size))")
            try tx.run("DELETE FROM acts WHERE position = \(size)")
            try tx.restoreFrontier()
        }
        await #expect(throws: LedgerFault.missingActs(found: size, checkpoint: size + 1)) { try await walk.verified() }
    }

    @Test func `without a checkpoint nothing could miss them, and that is said`() async throws {
        let walk = try await UsersWalk.demo()
        try FileManager.default.removeItem(at: walk.test.data.appending(path: "checkpoints"))
        await #expect(throws: LedgerFault.missingCheckpoint) { try await walk.verified() }
    }

    @Test func `a checkpoint of another's making is refused`() async throws {
        let walk = try await UsersWalk.demo()
        let file = CheckpointFiles.latest(in: walk.test.data.appending(path: "checkpoints"))
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("\n", with: "\n1", maxReplacements: 1).write(to: file, atomically: true, encoding: .utf8)
        await #expect(throws: LedgerFault.forgedCheckpoint) { try await walk.verified() }
    }

    @Test(
        arguments: [
            ("UPDATE grants SET application = 'payroll' WHERE id = (SELECT MIN(id) FROM grants)", "application is not what its acts say"),
            ("UPDATE assignments SET role = 'co-manager' WHERE role = 'user'", "role is not what its acts say"),
            ("UPDATE assignments SET person = 1010 WHERE id = (SELECT MIN(id) FROM assignments)", "person is not what its acts say"),
            ("UPDATE blocks SET open = NULL, closed_by = opened_by", "closed_by is not what its acts say"),
            ("DELETE FROM grants", "is missing: an act opened it"),
            ("UPDATE acts SET actor = 1010", "column actor differs"),
            ("UPDATE acts SET position = position + 1000", "act 0 is missing"),
            ("UPDATE ledger SET frontier = \([UInt8](repeating: 0, count: 8))", "stored state of the tree"),
        ] as [(SQL, String)]) func `a row changed behind the ledger's back is named`(change: SQL, told: String) async throws
    {
        let walk = try await UsersWalk.demo()
        try await walk.tamper { tx in try tx.run(change) }
        let fault = await #expect(throws: LedgerFault.self) { try await walk.verified() }
        #expect(fault?.description.contains(told) == true, "\(fault?.description ?? "")")
    }

    @Test func `a grant that no act opened is named`() async throws {
        let walk = try await UsersWalk.demo()
        try await walk.tamper { tx in
            try tx.run(
                "INSERT INTO grants (id, assignment, application, open, opened_by) SELECT 7, assignment, 'ecaro', 1, opened_by FROM grants LIMIT 1")
        }
        await #expect(throws: LedgerFault.rowUnaccounted("row 7 of grants")) { try await walk.verified() }
    }

    @Test func `all that one check finds is named, twenty of them at most`() async throws {
        let walk = try await UsersWalk.demo()
        for changed in [1, 2, 20, 22] {
            try await walk.tamper { tx in try tx.run("UPDATE acts SET at = at + 1 WHERE position < \(changed)") }
            let fault = await #expect(throws: LedgerFault.self) { try await walk.verified() }
            switch fault {
            case .several(let faults, let more):
                #expect(faults.count == min(changed, 20) && more == changed - faults.count && Set(faults).count == faults.count)
                #expect(fault?.description.contains("and 2 more") == (changed == 22))
            case .columnDiffers: #expect(changed == 1)
            default: #expect(Bool(false), "\(fault as Any)")
            }
            try await walk.tamper { tx in try tx.run("UPDATE acts SET at = at - 1 WHERE position < \(changed)") }
        }
        _ = try await walk.verified()
    }

    /// Acts as the product would record them, with their rows and the tree: only the rules say that they cannot have been.
    @Test(arguments: ForgedAct.allCases) func `an act that the rules refuse is found, however well it is forged`(_ forged: ForgedAct) async throws {
        let walk = try await UsersWalk.demo()
        let act = try await forged.act(walk)
        try await walk.tamper { tx in try tx.enact(act) }
        let fault = await #expect(throws: LedgerFault.self) { try await walk.verified() }
        let position = try await walk.acts() - 1
        guard case .unlawful(let named, more: 0)? = fault else { return #expect(Bool(false), "\(fault as Any)") }
        #expect(named.map(\.position) == [Int64(position)])
    }

    @Test func `nothing more is signed once the past was rewritten, tree and all`() async throws {
        let walk = try await UsersWalk.demo()
        try await walk.tamper { tx in
            let newest = try tx.ledgerHead().size - 1
            let body = try tx.row("SELECT body FROM acts WHERE position = \(newest)") { try $0.bytes("body") } ?? []
            try tx.run("UPDATE acts SET body = \(body + [0x20]) WHERE position = \(newest)")
            try tx.restoreFrontier()
        }
        await #expect(throws: RewrittenLedger.self) {
            try await walk.test.house.write { tx in
                try tx.enact(Town.jan.ownContactChanged(on: walk.test.ownOccasion(of: Town.jan)))
            }
        }
    }

    @Test func `an audit makes neither keys nor a database`() async throws {
        let walk = try await UsersWalk.demo()
        let keys = walk.test.data.appending(path: "keys")
        for name in ["sealing", "forms"] { try FileManager.default.removeItem(at: keys.appending(path: name)) }
        _ = try await walk.verified()
        #expect(try FileManager.default.contentsOfDirectory(atPath: keys.path).sorted() == ["checkpoints", "vouched"])
        var options = Options()
        (options.data, options.database) = (walk.test.data, "sqlite:\(walk.test.data.path)/absent.db")
        await #expect(throws: WrongOption.self) { try await Audit.verify(options) }
        #expect(!FileManager.default.fileExists(atPath: "\(walk.test.data.path)/absent.db"))
    }
}

/// Someone opens to Lucas what they may not.
enum ForgedAct: CaseIterable {
    case installation, oneself, user, managerElsewhere, blocked, managerRaisingHimself, representative

    func act(_ walk: UsersWalk) async throws -> Act {
        let newID = walk.test.house.newID
        let lucas = Assignment(
            id: .init(rawValue: newID()), person: Town.lucas.id, role: self == .managerRaisingHimself ? .coManager : .user, entity: walk.entity.id,
            quality: walk.quality.id)
        func act(_ actor: Person?, _ authority: Authority) -> Act {
            Act(
                id: .init(rawValue: newID()), code: self == .managerRaisingHimself ? .coManagerAppointed : .userRegistered, at: walk.test.clock.now,
                actor: actor?.id, authority: authority, entity: walk.entity.id, quality: walk.quality.id, subject: Town.lucas.id,
                changes: [.opened(lucas)])
        }
        switch self {
        case .installation: return act(nil, .installation)
        case .oneself: return act(Town.lucas, .oneself)
        case .user: return act(Town.fatima, .assignment(try await walk.user(Town.fatima)))
        case .managerRaisingHimself: return act(Town.pieter, .assignment(try await walk.user(Town.pieter)))
        case .managerElsewhere:
            let elsewhere = try await UsersWalk(test: walk.test, entity: Town.vennbahn, quality: walk.test.quality(Town.vennbahn, "nsso-employer"))
            return act(Town.karl, .assignment(try await elsewhere.user(Town.karl)))
        case .blocked:
            let pieter = try await walk.user(Town.pieter)
            let block = Block(id: .init(rawValue: newID()), assignment: pieter, reason: .other)
            let jan = Authority.assignment(try await walk.user(Town.jan))
            let blocking = Act(
                id: .init(rawValue: newID()), code: .coManagerBlocked, at: walk.test.clock.now, actor: Town.jan.id, authority: jan,
                entity: walk.entity.id, quality: walk.quality.id, subject: Town.pieter.id, changes: [.opened(block)])
            try await walk.test.house.write { tx in try tx.enact(blocking) }
            return act(Town.pieter, .assignment(pieter))
        case .representative:
            let functions = try await walk.test.house.read { tx in try tx.legalFunctions(of: Town.sofie.id, in: walk.entity.id) }
            return act(Town.sofie, .function(try #require(functions.first).id))
        }
    }
}

extension UsersWalk {
    fileprivate func verified() async throws -> LedgerHead { try await test.verified() }

    fileprivate func blockFatima() async throws {
        _ = try await test.signedIn(Town.jan).post(path(.blockUser, try await user(Town.fatima)), ["reason": "absence"])
    }

    /// Writes past the house: no checkpoint follows.
    fileprivate func tamper(_ body: @escaping @Sendable (borrowing Transaction) throws -> Void) async throws {
        try await test.house.storage.write(.alone, body)
    }

    fileprivate func flipOneBit(ofAct position: Int64) async throws {
        try await tamper { tx in
            var body = try tx.row("SELECT body FROM acts WHERE position = \(position)") { try $0.bytes("body") } ?? []
            body[body.count / 2] ^= 1
            try tx.run("UPDATE acts SET body = \(body) WHERE position = \(position)")
        }
    }
}

extension Transaction {
    /// The stored tree as a forger makes it who has the keys: over the acts as they are now.
    fileprivate func restoreFrontier() throws {
        var frontier = MerkleFrontier()
        try each("SELECT \(StoredAct.columns) FROM acts ORDER BY position") { frontier.append(try StoredAct($0).leafHash()) }
        try store(LedgerEnd(frontier: frontier, sums: recomputedSums()))
    }
}
