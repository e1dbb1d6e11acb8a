import Crypto
import Foundation
import Standards
import Storage

/// What makes a database a backup: tables beside its own, with the signed checkpoint of exactly the acts in it and the signed manifest of all its rows.
/// None of them is restored.
extension Schema {
    static let backupCheckpoint = Migration(
        "backup-checkpoint", "CREATE TABLE backup_checkpoint (id BIGINT PRIMARY KEY CHECK (id = 1), signed TEXT NOT NULL)")
    static let backupManifest = Migration(
        "backup-manifest",
        """
        CREATE TABLE backup_manifest (
            id BIGINT PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL, signature BYTEA NOT NULL, code BYTEA NOT NULL)
        """,
        "CREATE TABLE backup_marks (position BIGINT PRIMARY KEY, owner TEXT NOT NULL, marks BYTEA NOT NULL)")
    /// The last migration of a version whose backups have no manifest.
    static let lastWithoutManifest = "0019-disclosures"
}

extension Transaction {
    func mark(backup signed: SignedCheckpoint) throws {
        for statement in Schema.backupCheckpoint.statements { try run(statement) }
        try run("INSERT INTO backup_checkpoint (id, signed) VALUES (1, \(signed.text))")
    }

    /// Signs what all tables hold, with the key of the checkpoints and under the sealing key.
    func mark(backup manifest: Manifest, _ marks: Marks, key: Curve25519.Signing.PrivateKey) throws {
        for statement in Schema.backupManifest.statements { try run(statement) }
        for (position, portion) in marks.portions.enumerated() {
            try run("INSERT INTO backup_marks (position, owner, marks) VALUES (\(position), \(portion.table), \(portion.bytes))")
        }
        try run(
            """
            INSERT INTO backup_manifest (id, body, signature, code)
            VALUES (1, \(manifest.text), \(Array(try key.signature(for: Data(manifest.text.utf8)))), \(try manifest.code(sealer)))
            """)
    }

    /// - Throws: `BackupFault.notABackup`.
    func backupMark() throws -> SignedCheckpoint {
        let text: String?
        do { text = try row("SELECT signed FROM backup_checkpoint WHERE id = 1") { try $0.text("signed") } } catch is StorageFault {
            throw BackupFault.notABackup
        }
        guard let signed = text.flatMap({ SignedCheckpoint(text: $0) }) else { throw BackupFault.notABackup }
        return signed
    }

    /// What the backup said when it was made.
    /// - Throws: `BackupFault.manifestForged` unless both keys say so.
    func backupManifest(_ key: Curve25519.Signing.PublicKey) throws -> Manifest {
        let found = try row("SELECT body, signature, code FROM backup_manifest WHERE id = 1") {
            (body: try $0.text("body"), signature: try $0.bytes("signature"), code: try $0.bytes("code"))
        }
        guard let found, let manifest = Manifest(text: found.body), key.isValidSignature(found.signature, for: Data(found.body.utf8)),
            try sealer.isCode(found.code, of: [.text(found.body)], purpose: Manifest.purpose)
        else { throw BackupFault.manifestForged }
        return manifest
    }

    /// The marks of one table's rows, end to end.
    func backupMarks(of table: MadeTable) throws -> [UInt8] {
        try rows("SELECT marks FROM backup_marks WHERE owner = \(table.name) ORDER BY position") { try $0.bytes("marks") }.flatMap(\.self)
    }

    /// The head, recomputed from the bytes of the acts.
    /// - Throws: `LedgerFault` when they are not the acts that were counted, or not those of the stored tree.
    func recomputedHead(after checkpoint: Checkpoint?) throws -> LedgerHead {
        var frontier = MerkleFrontier()
        try each("SELECT \(StoredAct.columns) FROM acts ORDER BY position") {
            let stored = try StoredAct($0)
            guard stored.position == Int64(frontier.count) else {
                throw LedgerFault.gap(expected: Int64(frontier.count), found: stored.position)
            }
            frontier.append(try stored.leafHash())
            if let checkpoint, checkpoint.size == frontier.count, checkpoint.root != frontier.root {
                throw LedgerFault.rootDiffers(at: stored.position + 1)
            }
        }
        let head = LedgerHead(size: Int64(frontier.count), root: frontier.root)
        if let checkpoint, checkpoint.size > head.size { throw LedgerFault.missingActs(found: head.size, checkpoint: Int64(checkpoint.size)) }
        guard try storedHead() == head else { throw LedgerFault.frontierDiffers }
        return head
    }
}
