import Crypto
package import Foundation
import Standards
import Storage

/// `chatelaine backup`: one file with the database as it is now, a signed checkpoint of exactly its acts, and a signed manifest of all its rows. The
/// server may serve meanwhile.
///
/// The keys are not in it: with them, whoever finds the file could read every national number. They are kept apart (docs/operations.md).
package enum Backup {
    /// The head of what was copied. The file is there whole, on the disk and readable by its owner alone, or not at all.
    /// - Throws: `BackupFault`; `ForgedCheckpoint`; `ForeignSchema`; `UnaccountedRows`; `VouchingLost`; `UnauthenticLedger`; what keeps the database from being read.
    package static func make(_ options: Options, to file: URL) async throws -> LedgerHead {
        let files = FileManager.default
        guard case .sqlite(let path) = try options.databaseURL else { throw BackupFault.notSQLite }
        guard files.fileExists(atPath: path) else { throw BackupFault.absent(path) }
        guard !files.fileExists(atPath: file.path) else { throw BackupFault.exists(file.path) }
        let part = file.appendingPathExtension("part")
        try DurableFile.reserve(part, otherwise: BackupFault.unfinished(part.path))
        do {
            let head = try await fill(part.path, from: path, options.data)
            try DurableFile.flush(part)
            try DurableFile.publish(part, as: file, otherwise: BackupFault.exists(file.path))
            return head
        } catch {
            for name in [""] + SQLiteFiles.sides { try? files.removeItem(atPath: part.path + name) }
            throw error
        }
    }

    private static func fill(_ part: String, from path: String, _ data: URL) async throws -> LedgerHead {
        let keys = data.appending(path: "keys")
        let key = try KeyRing.signingKey(in: keys)
        // Before the copy, so that the copy is never behind it.
        let checkpoint = try CheckpointFiles.read(in: data.appending(path: "checkpoints"), key: key.publicKey)
        try SQLiteFiles.copy(path, to: part)
        let storage = try Storage(.sqlite(path: part)).sealing(with: KeyRing.sealer(in: keys))
        do {
            try await storage.requireSchema(of: Schema.migrations)
            // The copy alone: what an earlier version left is backed up as this one reads it.
            try await storage.migrate(Schema.migrations)
            let names = try await storage.migrations()
            let tables = try MadeTable.made(by: Schema.migrations)
            let head = try await storage.write { tx in
                // What an index leaves out would be missing where the backup is put back.
                for table in Schema.tables { if let what = try tx.contradiction(in: table) { throw LedgerFault.contradictoryFile(what) } }
                let head = try tx.recomputedHead(after: checkpoint)
                try requireOwn(tx, data)
                let (sums, marks) = try tx.sumsAndMarks(of: tables)
                try tx.mark(backup: try SignedCheckpoint(head, at: SystemClock.now(), key: key))
                try tx.mark(backup: Manifest(migrations: names, sums: sums), marks, key: key)
                return head
            }
            try storage.close()
            try SQLiteFiles.gather(part)
            return head
        } catch {
            try? storage.close()
            guard let fault = error as? LedgerFault else { throw error }
            throw BackupFault.ledger(fault)
        }
    }

    /// What somebody else wrote is not signed, to be found out years later. What an earlier version left has no codes.
    private static func requireOwn(_ tx: borrowing Transaction, _ data: URL) throws {
        guard try tx.isVouched() else {
            guard !Vouched.isMarked(in: data) else { throw VouchingLost() }
            return
        }
        try Vouched.requireCounted(tx, in: data)
        try tx.requireAccountedRows()
        for table in Schema.kept { try tx.requireAuthentic(table) }
    }
}
