package import Crypto
package import Foundation
package import Storage

/// The installation's own secrets, in `DATA/keys`, each made at the first start and readable by its owner alone. Losing `sealing` loses every
/// national number; docs/operations.md says how to keep them.
package struct KeyRing: Sendable {
    package let sealing: SealingKey
    /// With the keys of before, while they are being replaced.
    package let sealer: Sealer
    package let checkpoints: Curve25519.Signing.PrivateKey
    package let forms: SymmetricKey

    package init(directory: URL) throws {
        try Self.requireNoneLost(in: directory)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let keys = try Self.sealingKeys(in: directory)
        (sealing, sealer) = (keys[0], try Sealer(keys))
        checkpoints = try Curve25519.Signing.PrivateKey(rawRepresentation: try Self.secret("checkpoints", in: directory))
        forms = SymmetricKey(data: try Self.secret("forms", in: directory))
    }

    /// A key that was there is not made anew: nothing that it signed, sealed or coded could be believed any more.
    private static func requireNoneLost(in directory: URL) throws(MissingKey) {
        let data = directory.deletingLastPathComponent()
        let checkpoints = data.appending(path: "checkpoints")
        let signed = [CheckpointFiles.latest(in: checkpoints), CheckpointFiles.newest(in: checkpoints)]
        guard Vouched.isMarked(in: data) || signed.contains(where: { FileManager.default.fileExists(atPath: $0.path) }) else { return }
        for name in ["sealing", "checkpoints"] {
            let file = directory.appending(path: name).path
            guard FileManager.default.fileExists(atPath: file) else { throw MissingKey(file: file) }
        }
    }

    /// What checkpoints are verified with. Read alone: an audit makes no key, and needs none but this.
    package static func checkpointKey(in directory: URL) throws -> Curve25519.Signing.PublicKey {
        try signingKey(in: directory).publicKey
    }

    /// What checkpoints are signed with, alone; not made when it is missing.
    static func signingKey(in directory: URL) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: read(directory.appending(path: "checkpoints")))
    }

    /// What cosigns as a witness; made when it is missing, as few installations need it.
    package static func witnessKey(in directory: URL) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: try secret("witness", in: directory))
    }

    /// What opens sealed columns and checks codes, alone; not made when it is missing.
    static func sealer(in directory: URL) throws -> Sealer { try Sealer(SealingKeyFile.read(directory.appending(path: "sealing").path)) }

    /// The newest first; one is made when there is none.
    private static func sealingKeys(in directory: URL) throws -> [SealingKey] {
        let file = directory.appending(path: "sealing")
        if !FileManager.default.fileExists(atPath: file.path) { _ = try secret("sealing", in: directory) }
        do { return try SealingKeyFile.read(file.path) } catch SealingFault.invalidKey { throw UnreadableKey(file: file.path) }
    }

    /// The secret in a file of that name, made now when there is none.
    private static func secret(_ name: String, in directory: URL) throws -> Data {
        let file = directory.appending(path: name)
        if !FileManager.default.fileExists(atPath: file.path) {
            let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
            try DurableFile.replace(file, with: Data(fresh.base64EncodedString().utf8))
        }
        return try read(file)
    }

    /// 32 bytes, as base64 text.
    private static func read(_ file: URL) throws -> Data {
        let text = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Data(base64Encoded: text), bytes.count == 32 else { throw UnreadableKey(file: file.path) }
        return bytes
    }
}

/// A key is not there any more.
package struct MissingKey: Error, Hashable, CustomStringConvertible {
    package let file: String
    package var description: String {
        "\(file) is missing, and this installation has had it. Put it back from where the keys are kept apart: with a new key nothing that the old one "
            + "signed, sealed or coded would be believed. docs/operations.md, Keys, says what to do when no copy is left."
    }
}

/// A key file is not 32 bytes in base64. Never repeats its content.
package struct UnreadableKey: Error, CustomStringConvertible {
    package let file: String
    package var description: String { "\(file) does not hold a key: 32 bytes in base64 were expected." }
}
