package import Crypto
package import Foundation
package import Standards
import Synchronization
import Web

/// Cosigns the checkpoints of other installations, as long as each only adds to the one before (C2SP tlog-witness). What it cosigned last of each is in a
/// folder outside the database, and on the disk before anybody is told.
package final class Witness: Sendable {
    /// By which its cosignatures are verified.
    package let key: NoteKey
    private let signer: Curve25519.Signing.PrivateKey
    private let directory: URL
    private let logs: Mutex<[String: WitnessedLog]>
    /// One after the other: what is known is compared and replaced in one step. The disk may take its time.
    private let worker = Workers(1, waiting: 100)

    /// - Parameter logs: whose checkpoints are cosigned; of one origin there may be several keys.
    /// - Throws: `ForgottenLog` when what it cosigned is not readable any more.
    package init(directory: URL, key signer: Curve25519.Signing.PrivateKey, logs: [NoteKey]) throws {
        key = try NoteKey.ofWitness(signer.publicKey)
        (self.signer, self.directory) = (signer, directory)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        var known: [String: WitnessedLog] = [:]
        for (origin, keys) in Dictionary(grouping: logs, by: \.name) {
            known[origin] = WitnessedLog(keys: keys, latest: try Self.read(Self.file(origin, in: directory), origin, key))
        }
        self.logs = Mutex(known)
    }

    /// What is answered to a request of ``AddCheckpointRequest/path``.
    package enum Answer: Hashable, Sendable {
        /// 200: the lines of the cosignatures.
        case cosigned(String)
        /// 400: it cannot be read.
        case unreadable
        /// 404: nobody asked this installation to witness the log.
        case unknownLog
        case refused(WitnessedLog.Answer)
    }

    /// - Throws: `TooBusy`; what keeps the disk from taking it.
    package func answer(_ text: String, at now: Date) async throws -> Answer {
        guard let request = AddCheckpointRequest(text: text) else { return .unreadable }
        return try await worker.run { try self.answer(request, at: now) }
    }

    private func answer(_ request: AddCheckpointRequest, at now: Date) throws -> Answer {
        try logs.withLock { logs in
            let checkpoint = request.signed.checkpoint
            guard let log = logs[checkpoint.origin] else { return .unknownLog }
            let answer = log.answer(request)
            guard answer == .consistent else { return .refused(answer) }
            guard let signed = try request.signed.keeping(log.keys).cosigned(at: now, name: key.name, key: signer) else {
                throw UnwritableCheckpoint()
            }
            try DurableFile.replace(Self.file(checkpoint.origin, in: directory), with: Data(signed.text.utf8))
            logs[checkpoint.origin]?.cosigned(checkpoint)
            return .cosigned(signed.signatures(of: key).map(\.line).joined())
        }
    }

    /// A name that any file system takes.
    private static func file(_ origin: String, in directory: URL) -> URL {
        directory.appending(path: NoteKey.hexadecimal(SHA256.hash(data: Data(origin.utf8))))
    }

    private static func read(_ file: URL, _ origin: String, _ key: NoteKey) throws -> Checkpoint? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let signed = SignedCheckpoint(text: try CheckpointFiles.text(of: file))
        guard let signed, signed.checkpoint.origin == origin, signed.isSigned(by: key) else { throw ForgottenLog(file: file.path, origin: origin) }
        return signed.checkpoint
    }
}

/// A witness that does not know what it cosigned must not begin anew by itself: it would cosign what contradicts it.
package struct ForgottenLog: Error, CustomStringConvertible {
    let file: String
    let origin: String
    package var description: String {
        "\(file) does not hold what this installation cosigned last of \(origin). Put a copy back, or agree with whoever runs that log to begin anew, and "
            + "remove the file."
    }
}
