import Crypto
package import Foundation
import Standards
import Storage

/// `chatelaine restore`: puts what a backup holds in the place of a data directory's database, once it is known to be whole, signed here, and not older
/// than what was acknowledged there. The rows go into a database of our own making; nothing else of the file does.
package struct Restoration: Sendable {
    let options: Options
    let file: URL
    /// Whether the backup may lack acts that the directory's checkpoint counts.
    let losingActs: Bool

    package struct Outcome: Sendable {
        package let head: LedgerHead
        /// Where the database that was replaced is now.
        package let replaced: String?
        /// Acts acknowledged once and gone now.
        package let lost: Int64
        /// The tables whose rows neither acts nor a manifest vouch for: the backup is of a version that wrote none.
        package let unvouched: [String]
    }

    package init(_ options: Options, from file: URL, losingActs: Bool) {
        self.options = options
        self.file = file
        self.losingActs = losingActs
    }

    /// Until the last step, which is one renaming, the data directory is as it was.
    /// - Throws: `BackupFault`; `AlreadyServed`; `MixedWorlds`; `SealingFault`; what keeps files from being read or written.
    package func run() async throws -> Outcome {
        guard case .sqlite(let path) = try options.databaseURL else { throw BackupFault.notSQLite }
        guard FileManager.default.fileExists(atPath: file.path) else { throw BackupFault.absent(file.path) }
        let ring = try keys()
        let lock = try ServingLock(in: options.data)
        defer { withExtendedLifetime(lock) {} }

        let swap = DatabaseSwap(path: path, at: SystemClock.now())
        try swap.prepare()
        do {
            let kept = try CheckpointFiles.read(in: checkpoints, key: ring.checkpoints.publicKey)
            let backup = try await BackupFile(file, ring)
            let restored = try await prepare(swap.fresh, backup, ring, after: kept)
            let lost = max(0, Int64(kept?.size ?? 0) - Int64(restored.checkpoint.size))
            let replaced = try swap.replace()
            try CheckpointFiles.begin(with: restored, asideAs: lost > 0 ? swap.stamp : nil, in: checkpoints)
            return Outcome(
                head: LedgerHead(size: Int64(restored.checkpoint.size), root: restored.checkpoint.root), replaced: replaced, lost: lost,
                unvouched: backup.unvouched)
        } catch {
            swap.discard()
            switch error {
            case let fault as LedgerFault: throw BackupFault.ledger(fault)
            case is ForgedCheckpoint: throw BackupFault.ledger(.forgedCheckpoint)
            default: throw error
            }
        }
    }

    private var checkpoints: URL { options.data.appending(path: "checkpoints") }

    /// Made nowhere but found: new keys would open nothing.
    private func keys() throws -> KeyRing {
        let directory = options.data.appending(path: "keys")
        let isThere = ["sealing", "checkpoints"].allSatisfy { FileManager.default.fileExists(atPath: directory.appending(path: $0).path) }
        guard isThere else { throw BackupFault.keysMissing(directory.path, hint: options.demoHint) }
        return try KeyRing(directory: directory)
    }

    /// Makes a database to serve of the backup's rows, and checks it; the checkpoint of all its acts.
    private func prepare(_ path: String, _ backup: BackupFile, _ ring: KeyRing, after kept: Checkpoint?) async throws -> SignedCheckpoint {
        let storage = try Storage(.sqlite(path: path)).sealing(with: ring.sealer)
        defer { try? storage.close() }
        let checkpoint = try CheckpointFiles.checked(backup.signed, ring.checkpoints.publicKey)
        try await storage.migrate(backup.migrations)
        try await backup.copy(to: storage)
        try await storage.migrate(Schema.migrations)
        // A migration may leave a list to be made anew.
        try await storage.completeProjections()
        // What an earlier version backed up has no codes yet; its own checkpoint counts it.
        let isVouched = try await storage.read { tx in try tx.isVouched() }
        let reader = isVouched ? storage : storage.withoutKeys
        // What is told at once comes before what takes minutes.
        try await reader.read { [isDemo = options.isDemo] tx in try tx.admits(demo: isDemo) }
        try await storage.read { tx in try tx.fits() }
        try await storage.write(.snapshot) { [zone = options.zone] tx in
            try isVouched ? check(tx, checkpoint, after: kept) : tx.notes.withoutKeys { try check(tx, checkpoint, after: kept) }
            // The next start takes no end of the ledger that does not count them.
            if isVouched, try !tx.countsKeptRows() {
                let newID = IDGenerator(clock: SystemClock.now)
                try tx.countKeptRows(at: SystemClock.now()) { newID() }
            }
            // Whoever signed out since the backup was made stays signed out: all sign in again.
            try tx.forgetEverySession()
            // Of an earlier version: nothing told its rows from those of others.
            if !isVouched { _ = try tx.vouch(zone, counted: checkpoint) }
        }
        try storage.close()
        try SQLiteFiles.gather(path)
        try DurableFile.flush(URL(filePath: path))
        return backup.signed
    }

    private func check(_ tx: borrowing Transaction, _ checkpoint: Checkpoint, after kept: Checkpoint?) throws {
        let head = try Verification(checkpoint: checkpoint).run(tx)
        guard head.size == checkpoint.size else { throw BackupFault.uncounted(found: head.size, checkpoint: checkpoint.size) }
        if let kept { try continues(kept, head, tx) }
    }

    /// What was acknowledged in this directory is in the backup, the same.
    private func continues(_ kept: Checkpoint, _ head: LedgerHead, _ tx: borrowing Transaction) throws {
        if kept.size > head.size {
            guard losingActs else { throw BackupFault.older(found: head.size, checkpoint: kept.size) }
        } else {
            _ = try tx.recomputedHead(after: kept)
        }
    }
}
