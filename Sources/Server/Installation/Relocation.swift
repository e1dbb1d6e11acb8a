package import Foundation
import Standards
import Storage

/// Moving an installation's rows from one database to another, of whichever engines. Keys and checkpoints are files and stay where they are.
package enum Relocation {
    /// Copies what is there at one moment into an empty database, which gets its tables first. Nothing is committed unless both hold the same rows, and
    /// the copy verifies.
    /// - Parameters:
    ///   - original: its URL, as `--database` takes it; `copy` too.
    ///   - data: the data directory, with whose keys and checkpoint the copy is verified; without, what needs none is.
    ///   - isWritten: told of each table and number of rows as they are written.
    /// - Returns: the head of the ledger, recomputed from the acts in both databases.
    /// - Throws: `WrongOption`, `ForeignSchema`, `BrokenLedger`, `RowsInTheWay`, `RowsDiffer` or a `StorageFault`; then nothing was written but empty
    ///   tables.
    package static func copy(
        from original: String, to copy: String, data: URL? = nil,
        isWritten: @escaping @Sendable (_ table: String, _ rows: Int) -> Void = { _, _ in }
    ) async throws -> LedgerHead {
        let (original, copy) = (try DatabaseURL(original), try DatabaseURL(copy))
        if case .sqlite(let path) = original, !FileManager.default.fileExists(atPath: path) {
            throw WrongOption(name: "from", expected: "a database that is there")
        }
        let (source, target) = (try opened(original, data), try opened(copy, data))
        try await source.requireSchema(of: Schema.migrations)
        guard let applied = try? await source.migrations(), applied == Schema.migrations.map(\.name) else {
            throw WrongOption(name: "from", expected: "the database of an installation that this version of the server has migrated")
        }
        try await target.requireSchema(of: Schema.migrations)
        try await target.migrate(Schema.migrations)
        let (tables, checkpoint) = (try MadeTable.made(by: Schema.migrations), try data.flatMap(Self.checkpoint))
        try await source.copy(tables, to: target, isWritten: { isWritten($0.name, $1) }) { tx in
            do { _ = try Verification(checkpoint: checkpoint).run(tx) } catch let fault as LedgerFault { throw BrokenLedger(fault: fault) }
        }
        let head = try await target.read { tx in try tx.ledgerHead() }
        try source.close()
        try target.close()
        return head
    }

    private static func opened(_ database: DatabaseURL, _ data: URL?) throws -> Storage {
        let storage = try Storage(database)
        return try data.map { storage.sealing(with: try KeyRing.sealer(in: $0.appending(path: "keys"))) } ?? storage
    }

    private static func checkpoint(in data: URL) throws -> Checkpoint? {
        try CheckpointFiles.read(in: data.appending(path: "checkpoints"), key: KeyRing.checkpointKey(in: data.appending(path: "keys")))
    }
}

/// A copy would hide where the fault came from.
package struct BrokenLedger: Error, CustomStringConvertible {
    package let fault: LedgerFault
    package var description: String { "Nothing was copied. FAULT: \(fault)." }
}
