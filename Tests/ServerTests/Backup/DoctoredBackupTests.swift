import Foundation
import Rules
import Sample
import Standards
import TestSupport
import Testing

@testable import Server
@testable import Storage

/// A backup that somebody changed is refused with the reason, and nothing of it is run.
@Suite(.enabled(if: TestEngine.chosen == .sqlite)) struct DoctoredBackupTests {
    private static let tables = (try? MadeTable.made(by: Schema.migrations)) ?? []

    @Test func `a row changed, added or taken away in any table is named`() async throws {
        let backup = try await Doctored()
        var changed = 0
        for table in Self.tables {
            let columns = table.columns.joined(separator: ", ")
            let all = Array(repeating: "-7", count: table.columns.count).joined(separator: ", ")
            let first = "WHERE rowid = (SELECT min(rowid) FROM \(table.name))"
            let last = table.columns[table.columns.count - 1]
            let added = try await backup.fault(after: "INSERT INTO \(table.name) (\(columns)) VALUES (\(all))")
            #expect(added?.table == table.name, "\(table.name): \(added as Any)")
            guard try await backup.counts(table) > 0 else { continue }
            changed += 1
            // Whether a byte that is never there, or a number, stands in the last column.
            for value in ["x'00'", "4711", "1.5"] {
                let other = try await backup.fault(after: "UPDATE \(table.name) SET \(last) = \(value) \(first)")
                #expect(other?.table == table.name, "\(table.name): \(other as Any)")
            }
            let removed = try await backup.fault(after: "DELETE FROM \(table.name) \(first)")
            #expect(removed?.table == table.name, "\(table.name): \(removed as Any)")
        }
        #expect(changed > 12)
    }

    @Test func `the row is named by its key`() async throws {
        let backup = try await Doctored()
        let keys = try await backup.keys("accounts", "person")
        let (first, second, last) = (keys[0], keys[1], keys[keys.count - 1])
        let cases: [(String, BackupFault)] = [
            ("UPDATE accounts SET password = 'known' WHERE person = \(second)", .rowChanged(table: "accounts", row: second)),
            ("UPDATE accounts SET password = 'known' WHERE person = \(last)", .rowChanged(table: "accounts", row: last)),
            ("DELETE FROM accounts WHERE person = \(first)", .rowMissing(table: "accounts", after: nil)),
            ("DELETE FROM accounts WHERE person = \(second)", .rowMissing(table: "accounts", after: first)),
            ("DELETE FROM accounts WHERE person = \(last)", .rowMissing(table: "accounts", after: keys[keys.count - 2])),
            (
                "INSERT INTO accounts (person, user_name, password, must_change, changed_at) SELECT 1, 'robber', password, 0, 0 FROM accounts LIMIT 1",
                .rowAdded(table: "accounts", row: "1")
            ),
        ]
        for (statement, expected) in cases {
            let fault = try await backup.fault(after: statement)
            #expect(fault == expected, "\(statement)")
        }
    }

    @Test(
        arguments: [
            ("CREATE TRIGGER robber AFTER INSERT ON people BEGIN DELETE FROM blocks; END", "the trigger robber"),
            ("CREATE TRIGGER robber AFTER DELETE ON sessions BEGIN UPDATE accounts SET password = ''; END", "the trigger robber"),
            ("ALTER TABLE grants RENAME TO kept; CREATE VIEW grants AS SELECT * FROM kept", "the view grants"),
            ("CREATE VIEW backup_marks2 AS SELECT 1", "the view backup_marks2"),
            ("DROP INDEX one_open_chief", "the index one_open_chief"),
            ("ALTER TABLE blocks ADD COLUMN never BIGINT AS (NULL)", "the table blocks"),
            ("ALTER TABLE backup_manifest ADD COLUMN never BIGINT", "the table backup_manifest"),
            ("CREATE TABLE more (id BIGINT)", "the table more"),
            ("CREATE VIRTUAL TABLE found USING fts5(a)", "the table found"),
        ]) func `anything but our tables is refused before a row is read`(statements: String, told: String) async throws
    {
        let backup = try await Doctored()
        let foreign = await #expect(throws: ForeignSchema.self) { try await backup.restore(after: statements) }
        #expect(foreign?.description.contains(told) == true, "\(foreign as Any)")
    }

    @Test(
        arguments: [
            ("UPDATE backup_manifest SET body = replace(body, 'table blocks ', 'table blocks 1')", BackupFault.manifestForged),
            ("UPDATE backup_manifest SET body = body || char(10)", .manifestForged),
            ("UPDATE backup_manifest SET signature = zeroblob(64)", .manifestForged),
            ("UPDATE backup_manifest SET code = zeroblob(20)", .manifestForged),
            ("DELETE FROM backup_manifest", .manifestForged),
            ("DROP TABLE backup_checkpoint", .notABackup),
            ("DELETE FROM backup_checkpoint", .notABackup),
            ("UPDATE backup_checkpoint SET signed = replace(signed, 'chatelaine/ledger', 'elsewhere')", .ledger(.forgedCheckpoint)),
        ] as [(String, BackupFault)]) func `a manifest or checkpoint that was touched is refused`(statement: String, expected: BackupFault)
        async throws
    {
        let backup = try await Doctored()
        #expect(try await backup.fault(after: statement) == expected)
    }

    @Test func `a file beside the backup is refused`() async throws {
        let backup = try await Doctored()
        for side in SQLiteFiles.sides {
            let beside = backup.file.path + side
            try Data("anything".utf8).write(to: URL(filePath: beside))
            #expect(try await backup.fault(after: "") == .beside(beside))
            try FileManager.default.removeItem(atPath: beside)
        }
        #expect(try await backup.fault(after: "") == nil)
    }

    @Test func `another installation's keys, whichever of them, take it as forged`() async throws {
        let (backup, other) = (try await Doctored(), try await TestHouse.elsewhere())
        #expect(try await backup.fault(after: "") == nil)
        for key in ["sealing", "checkpoints"] {
            let mine = backup.keys.appending(path: key)
            let kept = try Data(contentsOf: mine)
            try Data(contentsOf: other.data.appending(path: "keys/\(key)")).write(to: mine)
            await #expect(throws: BackupFault.self) { try await backup.restore(after: "") }
            try kept.write(to: mine)
        }
        #expect(try await backup.fault(after: "") == nil)
    }

    @Test func `a backup without a manifest, as versions before wrote it, is restored and says what nobody vouches for`() async throws {
        let golden = try #require(GoldenInstallation.kept.first { $0.engine == .sqlite })
        let database = await HouseDatabase.bare(.sqlite)
        let (data, old) = (database.directory, database.directory.appending(path: "old"))
        try golden.restore(to: data, database)
        try SQLiteFiles.copy(data.appending(path: "chatelaine.db").path, to: old.path)
        let storage = try Storage(.sqlite(path: old.path))
        let key = try KeyRing.signingKey(in: data.appending(path: "keys"))
        try await storage.write { tx in
            let leaves = try tx.rows("SELECT body FROM acts ORDER BY position") { MerkleTree.leafHash(of: try $0.bytes("body")) }
            let head = LedgerHead(size: Int64(leaves.count), root: MerkleTree.root(of: leaves))
            try tx.mark(backup: try SignedCheckpoint(head, at: Town.opening, key: key))
        }
        try storage.close()
        try SQLiteFiles.gather(old.path)
        var options = Options()
        (options.data, options.isDemo) = (data, true)
        let outcome = try await Restoration(options, from: old, losingActs: true).run()
        #expect(outcome.unvouched.contains("accounts") && outcome.unvouched.contains("people"))
        #expect(!outcome.unvouched.contains("grants") && !outcome.unvouched.contains("roster"))
        #expect(outcome.head.size == (try golden.said.size))
    }

    @Test func `the manifest of a backup that had one is missed`() async throws {
        let backup = try await Doctored()
        let fault = try await backup.fault(after: "DROP TABLE backup_manifest; DROP TABLE backup_marks")
        // As long as no migration came after the last one that had none, it passes for an older backup, and says so.
        #expect(fault == (Schema.migrations.last?.name == Schema.lastWithoutManifest ? nil : .manifestMissing))
    }
}

/// A backup of the demo, and what comes of it once somebody had it in their hands.
private struct Doctored {
    let file: URL
    private let folder: URL
    private let walk: UsersWalk

    init() async throws {
        walk = try await UsersWalk.demo()
        _ = try await walk.test.signedIn(Town.jan).get("/entities")
        folder = walk.test.data.appending(path: "doctored")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        file = folder.appending(path: "backup")
        var options = Options()
        (options.data, options.isDemo) = (walk.test.data, true)
        _ = try await Backup.make(options, to: file)
    }

    var keys: URL { folder.appending(path: "new/keys") }

    /// Of a table, in their order.
    func keys(_ table: String, _ key: String) async throws -> [String] {
        let storage = try Storage(still: file.path)
        return try await storage.read { tx in
            try tx.rows("SELECT \(SQL(name: key)) AS key FROM \(SQL(name: table)) ORDER BY key") { "\(try $0.integer("key"))" }
        }
    }

    func counts(_ table: MadeTable) async throws -> Int {
        let storage = try Storage(still: file.path)
        return try await storage.read { tx in try tx.count("SELECT COUNT(*) FROM \(SQL(name: table.name))") }
    }

    func fault(after statements: String) async throws -> BackupFault? {
        do { _ = try await restore(after: statements) } catch let fault as BackupFault { return fault }
        return nil
    }

    /// Into a new directory with the installation's keys, which is left without a database when it fails.
    @discardableResult
    func restore(after statements: String) async throws -> Restoration.Outcome {
        let doctored = statements.isEmpty ? file : folder.appending(path: "doctored-\(UUID().uuidString)")
        if !statements.isEmpty {
            try FileManager.default.copyItem(at: file, to: doctored)
            try Administrator(of: .sqlite(path: doctored.path), named: "").run("PRAGMA ignore_check_constraints = ON; \(statements)")
        }
        return try await restore(doctored)
    }

    private func restore(_ file: URL) async throws -> Restoration.Outcome {
        var options = Options()
        (options.data, options.isDemo) = (folder.appending(path: "new"), true)
        let files = FileManager.default
        if !files.fileExists(atPath: options.data.path) {
            try files.createDirectory(at: options.data, withIntermediateDirectories: true)
            try files.copyItem(at: walk.test.data.appending(path: "keys"), to: keys)
        }
        do { return try await Restoration(options, from: file, losingActs: true).run() } catch {
            let left = try files.contentsOfDirectory(atPath: options.data.path)
            #expect(!left.contains { $0.contains("restoring") || $0.contains("replaced") })
            throw error
        }
    }
}

extension BackupFault {
    fileprivate var table: String? {
        switch self {
        case .rowChanged(let table, _), .rowAdded(let table, _), .rowMissing(let table, _), .tableChanged(let table), .unreadable(let table, _): table
        default: nil
        }
    }
}
