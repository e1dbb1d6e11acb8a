import Crypto
import Foundation

/// The 32 bytes that personal data is sealed with. Never in a log: its description is its identifier.
package struct SealingKey: Sendable, Equatable {
    static let size = 32

    private let secret: SymmetricKey

    package static func generate() -> SealingKey { SealingKey(secret: SymmetricKey(size: .bits256)) }

    package init(bytes: [UInt8]) throws(SealingFault) {
        guard bytes.count == SealingKey.size else { throw .invalidKey }
        secret = SymmetricKey(data: bytes)
    }

    package init(base64 text: String) throws(SealingFault) {
        guard let data = Data(base64Encoded: text) else { throw .invalidKey }
        try self.init(bytes: [UInt8](data))
    }

    private init(secret: SymmetricKey) { self.secret = secret }

    package var base64: String { secret.withUnsafeBytes { Data($0) }.base64EncodedString() }

    /// Tells keys apart in front of what they sealed; says nothing of the key.
    var identifier: [UInt8] { derived("identifier", size: Sealed.identifierSize).withUnsafeBytes { [UInt8]($0) } }

    /// A key for one use only.
    func derived(_ use: String, size: Int = SealingKey.size) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: secret, info: Data("chatelaine sealing \(use)".utf8), outputByteCount: size)
    }
}

extension SealingKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "SealingKey(" + identifier.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + ")" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
