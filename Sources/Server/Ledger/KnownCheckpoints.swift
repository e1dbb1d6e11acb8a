package import Crypto
package import Foundation
package import Standards
package import Storage

/// A checkpoint that this installation signed once, and where a copy of it was found. Whatever the ledger holds now begins with the acts it counts.
package struct KnownCheckpoint: Sendable {
    /// The path of the file.
    package let place: String
    package let size: Int
    package let root: MerkleHash

    package init(place: String, _ checkpoint: Checkpoint) { (self.place, size, root) = (place, checkpoint.size, checkpoint.root) }

    /// What a file holds.
    /// - Throws: `CheckpointFault.forged` unless this key signed it.
    package init(file: URL, key: Curve25519.Signing.PublicKey) throws {
        guard FileManager.default.fileExists(atPath: file.path) else { throw CheckpointFault.missing(file.path) }
        let text = try CheckpointFiles.text(of: file)
        guard let signed = SignedCheckpoint(text: text), let checkpoint = try? CheckpointFiles.checked(signed, key) else {
            throw CheckpointFault.forged(file.path)
        }
        self.init(place: file.path, checkpoint)
    }

    /// Told before any act is read: whether the ledger that now has this head can still hold the acts that were counted.
    /// - Throws: `CheckpointFault`.
    package func precedes(_ head: LedgerHead) throws(CheckpointFault) {
        guard size <= head.size else { throw CheckpointFault.ahead(place, size: size, found: head.size) }
        guard size < head.size || root == head.root else { throw CheckpointFault.contradicts(place, size: size) }
    }
}

/// A copy of a checkpoint that does not fit, or is not there.
package enum CheckpointFault: Error, Hashable, CustomStringConvertible {
    case missing(String)
    case forged(String)
    case ahead(String, size: Int, found: Int64)
    case contradicts(String, size: Int)
    /// Of several places.
    indirect case several([CheckpointFault])

    /// - Throws: the fault, or all.
    static func throwAny(of faults: [CheckpointFault]) throws(CheckpointFault) {
        if let fault = faults.first { throw faults.count == 1 ? fault : .several(faults) }
    }

    /// Whether it proves that the ledger lost or changed acts which this installation signed.
    package var isProof: Bool {
        switch self {
        case .missing, .forged: false
        case .ahead, .contradicts: true
        case .several(let faults): faults.contains(where: \.isProof)
        }
    }

    package var description: String {
        switch self {
        case .missing(let place): "\(place) is missing: it held the newest checkpoint"
        case .forged(let place): "\(place) was not signed by this installation's key, or is not whole"
        case .ahead(let place, let size, let found):
            "acts are missing: the ledger holds \(found), \(place) counted \(size). Restore the database; if those acts were given up when a backup was "
                + "restored, move that file away"
        case .several(let faults): faults.map(\.description).joined(separator: "; ")
        case .contradicts(let place, let size):
            "the first \(size) acts of the ledger are not those that \(place) counted: an act was changed. Restore the database"
        }
    }
}

extension Transaction {
    /// Holds each of these against the acts that are there, reading them once; `head` is that of all.
    /// - Throws: `CheckpointFault`.
    package func compare(_ known: [KnownCheckpoint], to head: LedgerHead) throws {
        var faults: [CheckpointFault] = []
        for checkpoint in known { do throws(CheckpointFault) { try checkpoint.precedes(head) } catch { faults.append(error) } }
        try CheckpointFault.throwAny(of: faults)
        let waiting = Dictionary(grouping: known.filter { 1..<Int(head.size) ~= $0.size }, by: \.size)
        guard let last = waiting.keys.max() else { return }
        var frontier = MerkleFrontier()
        try eachLeafHash(0..<last) { leaf in
            frontier.append(leaf)
            for checkpoint in waiting[frontier.count] ?? [] where checkpoint.root != frontier.root {
                faults.append(.contradicts(checkpoint.place, size: checkpoint.size))
            }
        }
        try CheckpointFault.throwAny(of: faults)
    }
}
