import Crypto
import Foundation

/// Seals personal data for its column, and hashes it for look-up (DESIGN §5).
///
/// Rotation: put a new key first and keep the old ones behind it; what they sealed still opens, and `needsSealing` finds it.
package struct Sealer: Sendable {
    let newest: Keys
    let older: [Keys]

    package init(_ newest: SealingKey, older: [SealingKey] = []) {
        self.newest = Keys(newest)
        self.older = older.map(Keys.init)
    }

    /// The newest key first, as `SealingKeyFile` reads them.
    package init(_ keys: [SealingKey]) throws(SealingFault) {
        guard let newest = keys.first else { throw .invalidKey }
        self.init(newest, older: Array(keys.dropFirst()))
    }

    /// AES-GCM. What is sealed for one purpose, such as `ticket`, does not open for another. Two sealings of a text differ.
    package func seal(_ text: String, purpose: String) throws -> [UInt8] { try seal(text, Sealed.version, purpose) }

    /// The text, or a `SealingFault` for what was not sealed for this purpose with one of the keys.
    package func open(_ sealed: [UInt8], purpose: String) throws -> String { try open(sealed, Sealed.version, purpose) }

    /// As `seal`, for one column of one row (`KeptTable.purpose`): put into another, it does not open.
    package func seal(_ text: String, inRow purpose: String) throws -> [UInt8] { try seal(text, Sealed.versionInRow, purpose) }

    package func open(_ sealed: [UInt8], inRow purpose: String) throws -> String { try open(sealed, Sealed.versionInRow, purpose) }

    private func seal(_ text: String, _ version: UInt8, _ purpose: String) throws -> [UInt8] {
        let header = [version] + newest.identifier
        let box = try AES.GCM.seal(Data(text.utf8), using: newest.sealing, authenticating: Data(header + Array(purpose.utf8)))
        return header + [UInt8](box.nonce) + [UInt8](box.ciphertext) + [UInt8](box.tag)
    }

    private func open(_ sealed: [UInt8], _ version: UInt8, _ purpose: String) throws -> String {
        let header = Array(sealed.prefix(Sealed.headerSize))
        let keys = try keys(header, version)
        guard sealed.count >= Sealed.smallest else { throw SealingFault.truncated }
        do {
            let box = try AES.GCM.SealedBox(combined: Data(sealed.dropFirst(Sealed.headerSize)))
            let opened = try AES.GCM.open(box, using: keys.sealing, authenticating: Data(header + Array(purpose.utf8)))
            return String(decoding: opened, as: UTF8.self)
        } catch {
            throw SealingFault.tampered
        }
    }

    /// Whether the value was sealed with another key than the newest.
    package func needsSealing(_ sealed: [UInt8]) -> Bool { Array(sealed.dropFirst().prefix(Sealed.identifierSize)) != newest.identifier }

    /// A hash to find the text by without opening every row: HMAC-SHA256 with a key of its own. Give the text in its one canonical form.
    package func lookup(_ text: String, purpose: String) -> [UInt8] { newest.lookup(text, purpose: purpose) }

    /// The hash under each key, the newest first: during a rotation, search for any of them.
    package func lookups(_ text: String, purpose: String) -> [[UInt8]] { ([newest] + older).map { $0.lookup(text, purpose: purpose) } }

    /// The keys that a code names; nil when this sealer does not have them.
    func keys(of code: [UInt8]) -> Keys? {
        let identifier = Array(code.prefix(Sealed.identifierSize))
        return ([newest] + older).first { $0.identifier == identifier }
    }

    private func keys(_ header: [UInt8], _ expected: UInt8) throws -> Keys {
        guard let version = header.first else { throw SealingFault.truncated }
        guard version == expected else { throw SealingFault.unknownVersion(version) }
        guard header.count == Sealed.headerSize else { throw SealingFault.truncated }
        guard let keys = ([newest] + older).first(where: { $0.identifier == Array(header.dropFirst()) }) else { throw SealingFault.unknownKey }
        return keys
    }
}

/// What is derived of one key, once.
struct Keys: Sendable {
    let identifier: [UInt8]
    let sealing: SymmetricKey
    private let hashing: KeyedHash
    private let authentication: KeyedHash
    let rowHashing: RowHashKey

    init(_ key: SealingKey) {
        identifier = key.identifier
        sealing = key.derived("seal")
        hashing = KeyedHash(key.derived("lookup"))
        authentication = KeyedHash(key.derived("authenticate"))
        rowHashing = RowHashKey(identifier: key.identifier, bytes: key.derived("hash rows", size: 16).withUnsafeBytes { Array($0) })
    }

    /// The identifier of the key, and 16 bytes.
    func code(of message: [UInt8]) -> [UInt8] { identifier + authentication.code(of: message).prefix(AuthenticationCode.codeSize) }

    /// The purpose is preceded by its length, so that no purpose and text read like others.
    func lookup(_ text: String, purpose: String) -> [UInt8] {
        var whole: [UInt8] = []
        whole.reserveCapacity(64)
        whole.append(contentsOf: String(purpose.utf8.count).utf8)
        whole.append(UInt8(ascii: ":"))
        whole.append(contentsOf: purpose.utf8)
        whole.append(contentsOf: text.utf8)
        return hashing.code(of: whole)
    }
}
