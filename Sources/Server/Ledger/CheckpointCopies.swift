package import Crypto
package import Foundation
import Standards

/// Every place where this installation's checkpoints are kept: what each holds, and what can be said of it without reading an act.
package struct CheckpointCopies: Sendable {
    /// Each holds a checkpoint that the ledger must continue.
    package private(set) var known: [KnownCheckpoint] = []
    /// What is missing, forged or older than it should be, in sentences without a full stop. It proves nothing against the ledger.
    package private(set) var notes: [String] = []
    /// The first place that should hold a checkpoint and does not, or holds something else.
    package private(set) var faults: [CheckpointFault] = []

    /// - Parameter copy: the one in the second folder, where one is configured.
    package init(in directory: URL, copy: URL?, key: Curve25519.Signing.PublicKey) throws {
        let (latest, newest) = (CheckpointFiles.latest(in: directory), CheckpointFiles.newest(in: directory))
        let settled = try read(latest, key)
        let written = try read(newest, key, mayBeTorn: true)
        if settled == nil, written != nil { faults.append(.missing(latest.path)) }
        if let settled {
            if written == nil { notes.append("\(newest.path) is missing or torn, as after a power cut or a restoration; latest counts") }
            if let written, written.size < settled.size { notes.append("\(newest.path) is older than latest, as after a power cut; latest counts") }
            if let written, written.size == settled.size, written.root != settled.root {
                faults.append(.contradicts(newest.path, size: written.size))
            }
        }
        for file in try CheckpointFiles.witnessed(in: directory) { _ = try read(file, key) }
        guard let copy else { return }
        let copied = try read(copy, key)
        let size = max(settled?.size ?? 0, written?.size ?? 0)
        if copied == nil, size > 0 { notes.append("\(copy.path) is missing: no checkpoint was copied there yet, or it was removed") }
        if let copied, copied.size < size { notes.append("\(copy.path) counts \(copied.size) acts, the newest checkpoint \(size)") }
    }

    /// Nil when there is none.
    private mutating func read(_ file: URL, _ key: Curve25519.Signing.PublicKey, mayBeTorn: Bool = false) throws -> KnownCheckpoint? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        if mayBeTorn, try CheckpointFiles.whole(file) == nil { return nil }
        do {
            let checkpoint = try KnownCheckpoint(file: file, key: key)
            known.append(checkpoint)
            return checkpoint
        } catch let fault as CheckpointFault {
            faults.append(fault)
            return nil
        }
    }
}
