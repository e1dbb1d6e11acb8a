import Crypto
package import Foundation
package import Storage

/// Verifying an installation from outside: nothing is served, nothing is written.
package enum Audit {
    /// - Throws: the first `LedgerFault`, or what keeps the data from being read at all.
    package static func verify(_ options: Options) async throws -> LedgerHead {
        guard FileManager.default.fileExists(atPath: options.data.appending(path: "keys").path) else {
            throw WrongOption(name: "data", expected: "the data directory of an installation")
        }
        let ring = try KeyRing(directory: options.data.appending(path: "keys"))
        let storage = try Storage(try options.databaseURL)
        do {
            let checkpoint = try Checkpoints.read(in: options.data.appending(path: "checkpoints"), key: ring.checkpoints.publicKey)
            return try await storage.read { tx in try Verification(checkpoint: checkpoint).run(tx) }
        } catch is ForgedCheckpoint { throw LedgerFault.forgedCheckpoint }
    }
}
