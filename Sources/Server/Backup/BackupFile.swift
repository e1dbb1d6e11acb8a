import Crypto
import Foundation
import Standards
import Storage

/// A backup, opened to be read and no more. Nothing that stands in it is run or believed: its tables must be the plain tables that our migrations make,
/// and its rows those that the manifest was signed over.
struct BackupFile: Sendable {
    let storage: Storage
    /// Those that its tables have had.
    let migrations: [Migration]
    let tables: [MadeTable]
    /// Nil for one of a version that wrote none.
    let manifest: Manifest?
    let signed: SignedCheckpoint

    /// - Throws: `BackupFault`; `ForeignSchema`; `StorageFault`.
    init(_ file: URL, _ ring: KeyRing) async throws {
        for side in SQLiteFiles.sides where FileManager.default.fileExists(atPath: file.path + side) { throw BackupFault.beside(file.path + side) }
        let storage: Storage
        let found: (isBackup: Bool, hasManifest: Bool)
        do {
            storage = try Storage(still: file.path).sealing(with: ring.sealer)
            let schema = try await storage.schema()
            found = (schema.holds("backup_checkpoint"), schema.holds("backup_manifest"))
        } catch is StorageFault { throw BackupFault.notABackup }
        guard found.isBackup else { throw BackupFault.notABackup }
        try await storage.requireSchema(of: Schema.migrations, and: [Schema.backupCheckpoint] + (found.hasManifest ? [Schema.backupManifest] : []))
        let applied = try await storage.migrations().count
        let migrations = Array(Schema.migrations.prefix(applied))
        // Taken away, it would let any row pass that no act tells of.
        guard found.hasManifest || !migrations.dropLast().contains(where: { $0.name == Schema.lastWithoutManifest }) else {
            throw BackupFault.manifestMissing
        }
        let tables = try MadeTable.made(by: migrations)
        let key = ring.checkpoints.publicKey
        (signed, manifest) = try await storage.read { tx in
            let signed = try tx.backupMark()
            _ = try CheckpointFiles.checked(signed, key)
            guard found.hasManifest else { return (signed, nil) }
            let manifest = try tx.backupManifest(key)
            try tx.require(manifest, migrations, tables)
            return (signed, manifest)
        }
        (self.storage, self.migrations, self.tables) = (storage, migrations, tables)
    }

    /// Writes every row into a database that has the same tables and no rows.
    /// - Throws: `RowsDiffer` when what was written is not what the manifest counts.
    func copy(to target: Storage) async throws {
        let sums = try await storage.copy(tables, to: target)
        guard let manifest else { return }
        guard sums == manifest.sums else { throw RowsDiffer() }
    }
}

extension BackupFile {
    /// The tables whose rows nobody vouches for: they are neither what acts gave nor made of it, nor signed over.
    var unvouched: [String] {
        manifest == nil ? tables.map(\.name).filter { !Schema.tablesOfActs.contains($0) } : []
    }
}
