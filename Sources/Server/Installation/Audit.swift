import Crypto
import Foundation
import Storage

/// Verifying an installation from outside: nothing is served, nothing is written.
package enum Audit {
    /// - Throws: the first `LedgerFault`, or what keeps the data from being read at all.
    package static func verify(_ options: Options) async throws -> LedgerHead {
        let (keys, files) = (options.data.appending(path: "keys"), FileManager.default)
        guard files.fileExists(atPath: keys.path) else { throw WrongOption(name: "data", expected: "the data directory of an installation") }
        if case .sqlite(let path) = try options.databaseURL, !files.fileExists(atPath: path) {
            throw WrongOption(name: "database", expected: "a database that is there")
        }
        let storage = try reading(options)
        do {
            let checkpoint = try CheckpointFiles.read(in: options.data.appending(path: "checkpoints"), key: KeyRing.checkpointKey(in: keys))
            let head = try await storage.read { tx in try Verification(checkpoint: checkpoint).run(tx) }
            guard checkpoint != nil || head.size == 0 else { throw LedgerFault.missingCheckpoint }
            return head
        } catch is ForgedCheckpoint { throw LedgerFault.forgedCheckpoint }
    }

    /// Also where nothing can be written, as long as nobody else writes there.
    static func reading(_ options: Options) throws -> Storage {
        let storage = try Storage(reading: try options.databaseURL, isServed: ServingLock.isHeld(in: options.data))
        guard checksCodes(options) else { return storage }
        return storage.sealing(with: Sealer(try KeyRing.sealingKey(in: options.data.appending(path: "keys"))))
    }

    /// Whether the key is there by which codes are checked; without it everything else is.
    package static func checksCodes(_ options: Options) -> Bool {
        FileManager.default.isReadableFile(atPath: options.data.appending(path: "keys/sealing").path)
    }
}
