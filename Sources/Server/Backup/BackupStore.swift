import Standards
import Storage

/// What makes a database a backup: a table with the signed checkpoint of exactly the acts in it. It is gone once restored.
extension Transaction {
    func mark(backup signed: SignedCheckpoint) throws {
        try run("CREATE TABLE backup_checkpoint (id BIGINT PRIMARY KEY CHECK (id = 1), signed TEXT NOT NULL)")
        try run("INSERT INTO backup_checkpoint (id, signed) VALUES (1, \(signed.text))")
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

    func removeBackupMark() throws { try run("DROP TABLE backup_checkpoint") }

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
