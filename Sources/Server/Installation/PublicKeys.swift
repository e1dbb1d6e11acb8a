import Crypto
import Foundation
import Standards

/// What others need to hold an installation to its word: the keys that verify its checkpoints and, as a witness, its cosignatures.
package struct PublicKeys: Sendable {
    /// Verifies its checkpoints. The name is their origin.
    package let log: String
    /// Verifies what it cosigns of others.
    package let witness: String
    /// The files of those that were not there.
    package let made: [String]

    /// The keys are made when they are missing, as `serve` makes them; the directory is not.
    /// - Throws: `WrongOption` for a data directory that is not there; `MissingKey`.
    package init(_ options: Options) throws {
        guard FileManager.default.fileExists(atPath: options.data.path) else {
            throw WrongOption(name: "data", expected: "a directory", "\(options.data.path) is not there.")
        }
        let directory = options.data.appending(path: "keys")
        made = ["checkpoints", "witness"].map { directory.appending(path: $0).path }.filter { !FileManager.default.fileExists(atPath: $0) }
        log = try NoteKey.ofLedger(KeyRing(directory: directory).checkpoints.publicKey).text
        witness = try NoteKey.ofWitness(KeyRing.witnessKey(in: directory).publicKey).text
    }
}
