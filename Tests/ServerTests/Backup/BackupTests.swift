import Foundation
import Rules
import Sample
import Standards
import Storage
import TestSupport
import Testing

@testable import Server

/// A backup is one file, whole and signed; restoring it never loses what was acknowledged without being told to.
@Suite(.enabled(if: TestEngine.chosen == .sqlite)) struct BackupTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "backups-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    private func file(_ name: String = "monday") -> URL { folder.appending(path: name) }
    private func names() throws -> Set<String> { Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) }

    @Test func `a backup is one file for its owner alone, without keys, and comes back as it was`() async throws {
        let walk = try await UsersWalk.demo()
        try walk.test.house.checkpoints.settle()
        let head = try await Backup.make(walk.options, to: file())
        #expect(try names() == ["monday"])
        #expect(try FileManager.default.attributesOfItem(atPath: file().path)[.posixPermissions] as? Int == 0o600)
        let keys = try FileManager.default.contentsOfDirectory(atPath: walk.test.data.appending(path: "keys").path)
        let content = String(decoding: try Data(contentsOf: file()), as: UTF8.self)
        for key in keys {
            let secret = try String(contentsOf: walk.test.data.appending(path: "keys/\(key)"), encoding: .utf8)
            #expect(!content.contains(secret), "\(key)")
        }
        let restored = try await walk.restore(file())
        #expect(restored.head == head)
        #expect(restored.lost == 0)
        #expect(try await Audit.verify(walk.options) == head)
    }

    @Test func `a backup never replaces a file`() async throws {
        let walk = try await UsersWalk.demo()
        try Data("mine".utf8).write(to: file())
        await #expect(throws: BackupFault.exists(file().path)) { try await Backup.make(walk.options, to: file()) }
        #expect(try Data(contentsOf: file()) == Data("mine".utf8))
        try Data().write(to: file("tuesday.part"))
        await #expect(throws: BackupFault.unfinished(file("tuesday.part").path)) { try await Backup.make(walk.options, to: file("tuesday")) }
        #expect(try names() == ["monday", "tuesday.part"])
    }

    @Test func `a ledger that was tampered with is not backed up`() async throws {
        let walk = try await UsersWalk.demo()
        try await walk.test.house.storage.write { tx in
            let body = try tx.row("SELECT body FROM acts WHERE position = 3") { try $0.bytes("body") } ?? []
            _ = try tx.run("UPDATE acts SET body = \(body + [0x20]) WHERE position = 3")
        }
        await #expect(throws: BackupFault.self) { try await Backup.make(walk.options, to: file()) }
        #expect(try names() == [])
    }

    @Test(
        arguments: [
            ("UPDATE grants SET application = 'works-declaration' WHERE id = (SELECT MIN(id) FROM grants WHERE open = 1)", "grant"),
            ("DELETE FROM entitlements WHERE entity = (SELECT MIN(entity) FROM entitlements)", "entitlements"),
            ("UPDATE entities SET email = 'thief@evil.example' WHERE id = (SELECT MIN(id) FROM entities)", "entities"),
        ] as [(SQL, String)])
    func `rows that no act wrote are not backed up`(change: SQL, kind: String) async throws {
        let walk = try await UsersWalk.demo()
        try await walk.test.house.storage.write { tx in _ = try tx.run(change) }
        await #expect(throws: UnaccountedRows(kind: kind)) { try await Backup.make(walk.options, to: file()) }
        #expect(try names() == [])
    }

    @Test func `what has lost the mark of its codes is not backed up`() async throws {
        let walk = try await UsersWalk.demo()
        try await walk.test.house.storage.write { tx in _ = try tx.run("DELETE FROM vouched") }
        await #expect(throws: VouchingLost.self) { try await Backup.make(walk.options, to: file()) }
        #expect(try names() == [])
    }

    @Test func `what was done after the backup is not lost unless told`() async throws {
        let walk = try await UsersWalk.demo()
        let before = try await Backup.make(walk.options, to: file())
        try await walk.blockFatima()
        let size = Int(before.size) + 1
        await #expect(throws: BackupFault.older(found: before.size, checkpoint: size)) { try await walk.restore(file()) }
        #expect(try await Audit.verify(walk.options).size == Int64(size))

        let restored = try await walk.restore(file(), losingActs: true)
        #expect(restored.lost == 1)
        #expect(try await Audit.verify(walk.options) == before)
        let kept = try #require(restored.replaced)
        var former = walk.options
        former.database = "sqlite:\(kept)"
        #expect(try await Audit.verify(former).size == Int64(size))
        let checkpoints = try FileManager.default.contentsOfDirectory(atPath: walk.test.data.appending(path: "checkpoints").path)
        #expect(checkpoints.contains { $0.hasPrefix("newest.lost-") })
        #expect(!checkpoints.contains("newest"))
    }

    @Test(
        arguments: [
            "UPDATE grants SET application = 'payroll' WHERE id = (SELECT MIN(id) FROM grants)",
            "UPDATE acts SET body = x'00' WHERE position = 5",
            "UPDATE acts SET position = position + 1 WHERE position = (SELECT MAX(position) FROM acts)",
            "UPDATE backup_checkpoint SET signed = REPLACE(signed, 'chatelaine/ledger', 'chatelaine/other')",
            "DROP TABLE backup_checkpoint",
        ] as [SQL]) func `a tampered backup is refused and nothing replaced`(change: SQL) async throws
    {
        let walk = try await UsersWalk.demo()
        let head = try await Backup.make(walk.options, to: file())
        let storage = try Storage(.sqlite(path: file().path))
        try await storage.write { tx in
            _ = try tx.run(change)
        }
        try storage.close()
        try SQLiteFiles.gather(file().path)
        await #expect(throws: BackupFault.self) { try await walk.restore(file(), losingActs: true) }
        #expect(try await Audit.verify(walk.options) == head)
        let left = try FileManager.default.contentsOfDirectory(atPath: walk.test.data.path)
        #expect(!left.contains { $0.contains("restoring") || $0.contains("replaced") })
    }

    @Test func `acts added to a backup, however lawful, are not its own`() async throws {
        let walk = try await UsersWalk.demo()
        _ = try await Backup.make(walk.options, to: file())
        let storage = try Storage(.sqlite(path: file().path)).sealing(with: walk.test.house.sealer)
        let act = Town.jan.ownContactChanged(on: walk.test.ownOccasion(of: Town.jan))
        try await storage.write { tx in try tx.enact(act) }
        try storage.close()
        try SQLiteFiles.gather(file().path)
        let fault = await #expect(throws: BackupFault.self) { try await walk.restore(file()) }
        #expect(fault == .rowChanged(table: "ledger", row: "1"))
    }

    @Test func `a backup of another installation is refused`() async throws {
        let (walk, other) = (try await UsersWalk.demo(), try await TestHouse.elsewhere())
        var options = walk.options
        options.data = other.data
        _ = try await Backup.make(options, to: file())
        await #expect(throws: BackupFault.ledger(.forgedCheckpoint)) { try await walk.restore(file()) }
    }

    @Test func `files that are no backup, and directories that cannot take one, are refused`() async throws {
        let walk = try await UsersWalk.demo()
        try Data("not a database at all, but long enough to be read as one".utf8).write(to: file("text"))
        try Data().write(to: file("empty"))
        for name in ["text", "empty"] { await #expect(throws: BackupFault.notABackup) { try await walk.restore(file(name)) } }
        await #expect(throws: BackupFault.absent(file("absent").path)) { try await walk.restore(file("absent")) }

        _ = try await Backup.make(walk.options, to: file())
        var elsewhere = walk.options
        elsewhere.data = folder.appending(path: "new")
        await #expect(throws: BackupFault.self) { try await Restoration(elsewhere, from: file(), losingActs: false).run() }
        elsewhere = walk.options
        elsewhere.database = "postgres://chatelaine@db/chatelaine"
        await #expect(throws: BackupFault.notSQLite) { try await Backup.make(elsewhere, to: file("other")) }
        await #expect(throws: BackupFault.notSQLite) { try await Restoration(elsewhere, from: file(), losingActs: false).run() }
        elsewhere = walk.options
        elsewhere.isDemo = false
        try walk.test.house.storage.close()
        await #expect(throws: MixedWorlds.self) { try await Restoration(elsewhere, from: file(), losingActs: false).run() }
    }

    @Test func `while the directory is served, or its database is open, nothing is restored`() async throws {
        let walk = try await UsersWalk.demo()
        _ = try await Backup.make(walk.options, to: file())
        await #expect(throws: BackupFault.inUse) { try await Restoration(walk.options, from: file(), losingActs: false).run() }
        let lock = try ServingLock(in: walk.test.data)
        await #expect(throws: AlreadyServed.self) { try await Restoration(walk.options, from: file(), losingActs: false).run() }
        withExtendedLifetime(lock) {}
    }

    @Test func `with its keys put back, a new directory takes it, and everybody signs in again`() async throws {
        let walk = try await UsersWalk.demo()
        _ = try await walk.test.signedIn(Town.jan).get("/entities")
        let head = try await Backup.make(walk.options, to: file())
        var options = walk.options
        options.data = folder.appending(path: "new")
        try FileManager.default.createDirectory(at: options.data, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: walk.test.data.appending(path: "keys"), to: options.data.appending(path: "keys"))
        let restored = try await Restoration(options, from: file(), losingActs: false).run()
        #expect(restored.replaced == nil)
        #expect(try await Audit.verify(options) == head)
        let storage = try Storage(try options.databaseURL)
        #expect(try await storage.read { tx in try tx.count("SELECT COUNT(*) FROM sessions") } == 0)
        #expect(try await storage.read { tx in try tx.count("SELECT COUNT(*) FROM people") } > 80)
        try storage.close()
    }

    /// With its side files gone, too: what they hold would be written into it.
    @Test func `a damaged database is replaced, and kept as it is`() async throws {
        let walk = try await UsersWalk.demo()
        let head = try await Backup.make(walk.options, to: file())
        try walk.test.house.storage.close()
        let database = walk.test.data.appending(path: "chatelaine.db")
        let rubbish = Data(String(repeating: "rubbish ", count: 4096).utf8)
        try rubbish.write(to: database)
        for side in SQLiteFiles.sides { try? FileManager.default.removeItem(atPath: database.path + side) }
        let restored = try await Restoration(walk.options, from: file(), losingActs: false).run()
        #expect(try await Audit.verify(walk.options) == head)
        #expect(try Data(contentsOf: URL(filePath: try #require(restored.replaced))) == rubbish)
    }
}

extension UsersWalk {
    fileprivate var options: Options {
        var options = Options()
        (options.data, options.isDemo) = (test.data, true)
        return options
    }

    /// As the command does it: the server has ended. The house of the test cannot be asked afterwards.
    fileprivate func restore(_ file: URL, losingActs: Bool = false) async throws -> Restoration.Outcome {
        try test.house.storage.close()
        return try await Restoration(options, from: file, losingActs: losingActs).run()
    }

    fileprivate func blockFatima() async throws {
        _ = try await test.signedIn(Town.jan).post(path(.blockUser, try await user(Town.fatima)), ["reason": "absence"])
    }
}
