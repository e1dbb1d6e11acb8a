import Crypto
package import Foundation
import Standards
import Storage

/// Verifying an installation from outside: nothing is served, nothing is written.
package enum Audit {
    /// - Parameter older: older checkpoints of this installation, kept elsewhere: the ledger must begin with what they counted.
    /// - Throws: `ForeignSchema`, the `LedgerFault` or `CheckpointFault` of the first check that finds one, or what keeps the data from being read at all.
    package static func verify(_ options: Options, against older: [URL] = []) async throws -> LedgerHead {
        let (keys, files) = (options.data.appending(path: "keys"), FileManager.default)
        try options.requireInstallation()
        if case .sqlite(let path) = try options.databaseURL, !files.fileExists(atPath: path) {
            throw WrongOption(name: "database", expected: "a database that is there", "\(path) is not there.")
        }
        let storage = try await verifying(options)
        do {
            let key = try KeyRing.checkpointKey(in: keys)
            let checkpoint = try CheckpointFiles.read(in: options.data.appending(path: "checkpoints"), key: key)
            let copies = try copies(options)
            for file in older where !files.fileExists(atPath: file.path) {
                throw WrongOption(name: "against", expected: "a file with a checkpoint", "\(file.path) is not there.")
            }
            let known = try copies.known + older.map { try KnownCheckpoint(file: $0, key: key) }
            let hasKey = hasKey(options)
            let head = try await storage.read { tx in
                // Before anything is looked up by an index.
                var faults = FoundFaults()
                for table in Schema.tables where Schema.givesPower(table.name) {
                    if let what = try tx.contradiction(in: table) { faults.add(.contradictoryFile(what)) }
                }
                try faults.throwAny()
                let head = try tx.namingForeignCells { try Verification(checkpoint: checkpoint).run(tx) }
                if hasKey { try Vouched.requireCounted(tx, in: options.data) }
                try tx.compare(known, to: head)
                return head
            }
            guard checkpoint != nil || head.size == 0 else { throw LedgerFault.missingCheckpoint }
            try CheckpointFault.throwAny(of: copies.faults)
            return head
        } catch is ForgedCheckpoint { throw LedgerFault.forgedCheckpoint } catch UnauthenticLedger.uncounted { throw LedgerFault.unauthenticHead }
    }

    /// What is no fault, and yet worth knowing: copies of checkpoints that are missing or old, and what witnesses cosigned last.
    package static func notes(_ options: Options) throws -> [String] {
        let (directory, witnesses) = (options.data.appending(path: "checkpoints"), options.destinations.witnesses.map(\.key))
        let cosigned = witnesses.compactMap { key in
            CheckpointFiles.cosigned(by: key, in: directory).map {
                "\(key.name) cosigned last at \($0.at.formatted(.iso8601)), the first \($0.size) acts"
            }
        }
        let others = try CheckpointFiles.witnessed(in: directory).count
        let unnamed =
            witnesses.isEmpty && others > 0 ? ["\(others) cosigned checkpoints are here, and no witness is named: name them with --config"] : []
        return try copies(options).notes + cosigned + unnamed
    }

    /// What could not be checked, or is doubted elsewhere, in sentences without a full stop; empty when nothing is left to ask.
    package static func unchecked(_ options: Options) -> [String] {
        let directory = options.data.appending(path: "checkpoints")
        let keyless =
            "who wrote the acts and rows was not checked: the key \(options.data.appending(path: "keys/sealing").path) is not here, or not for this account"
        let silent = options.destinations.witnesses.map(\.key).filter { CheckpointFiles.cosigned(by: $0, in: directory) == nil }
        return (hasKey(options) ? [] : [keyless])
            + silent.map { "\($0.name) has not cosigned yet, or what it cosigned is missing: nothing of it was held against the ledger" }
            + WitnessRefusal.all(in: directory).map(\.description)
    }

    private static func copies(_ options: Options) throws -> CheckpointCopies {
        let key = try KeyRing.checkpointKey(in: options.data.appending(path: "keys"))
        return try CheckpointCopies(in: options.data.appending(path: "checkpoints"), copy: options.destinations.copy(of: key), key: key)
    }

    /// Also where nothing can be written, as long as nobody else writes there.
    /// - Throws: `ForeignSchema`: what is read of tables that somebody else made says nothing; `EarlierSchema`.
    static func reading(_ options: Options) async throws -> Storage {
        let storage = try Storage(reading: try options.databaseURL, isServed: ServingLock.isHeld(in: options.data))
        try await storage.requireSchema(of: Schema.migrations)
        try await EarlierSchema.refuse(storage)
        return try sealer(options).map { storage.sealing(with: $0) } ?? storage
    }

    /// Whether whoever verifies has the key that codes are made with; without it everything else is checked.
    package static func hasKey(_ options: Options) -> Bool { (try? sealer(options)) != nil }

    /// Nil where the key is not there, or not for this account.
    /// - Throws: `UnreadableKey` for a file that holds none.
    private static func sealer(_ options: Options) throws -> Sealer? {
        let keys = options.data.appending(path: "keys")
        do { return try KeyRing.sealer(in: keys) } catch SealingFault.invalidKey {
            throw UnreadableKey(file: keys.appending(path: "sealing").path)
        } catch { return nil }
    }

    /// - Throws: `NotVouched`, `VouchingLost`; as `reading`.
    private static func verifying(_ options: Options) async throws -> Storage {
        let storage = try await reading(options)
        guard hasKey(options), try await !storage.read({ tx in try tx.isVouched() }) else { return storage }
        throw Vouched.isMarked(in: options.data) ? VouchingLost() : NotVouched() as any Error
    }
}

/// The database is still as an earlier version left it. Reading changes nothing, so it is not brought up to date here.
package struct EarlierSchema: Error, CustomStringConvertible {
    let missing: [String]

    package var description: String {
        "This database was last used by an earlier version: it has not had \(missing.joined(separator: ", ")). Start this version of the server on it "
            + "once, or use the version that it was used by."
    }

    /// One without any migration is no installation's, and says so by what is missing in it.
    fileprivate static func refuse(_ storage: Storage) async throws {
        guard let applied = try? await storage.migrations(), !applied.isEmpty else { return }
        let missing = Schema.migrations.map(\.name).filter { !applied.contains($0) }
        guard missing.isEmpty else { throw EarlierSchema(missing: missing) }
    }
}
