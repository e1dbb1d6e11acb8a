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
        guard Self.isWhole(file) else { throw BackupFault.notABackup }
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

    /// Whether the file is as long as its head says: pages of that size, so many of them (SQLite, *Database File Format*, 1.3).
    private static func isWhole(_ file: URL) -> Bool {
        guard let handle = try? FileHandle(forReadingFrom: file), let head = try? handle.read(upToCount: 100), head.count == 100,
            let length = try? handle.seekToEnd()
        else { return false }
        let (size, count) = (number(head[16..<18]), number(head[28..<32]))
        return length == (size == 1 ? 65_536 : size) * count
    }

    private static func number(_ bytes: Data) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

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
