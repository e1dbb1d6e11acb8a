/// Codes by which a row of the database proves that this installation wrote it: HMAC-SHA256 (RFC 2104) under a key that is not in the database, cut to
/// 16 bytes (NIST SP 800-107 §5.3.3), behind the four bytes that name the key.
extension Sealer {
    /// Of some values in their order, for one purpose such as the name of a table: what is written for one proves nothing elsewhere.
    package func code(of values: [Value], purpose: String) -> [UInt8] { newest.code(of: AuthenticatedMessage(values, purpose).bytes) }

    /// Whether one of the keys gave this code to these values. Takes the same time whatever the bytes are.
    package func isCode(_ code: [UInt8], of values: [Value], purpose: String) -> Bool {
        guard code.count == AuthenticationCode.size, let keys = keys(of: code) else { return false }
        let expected = keys.code(of: AuthenticatedMessage(values, purpose).bytes)
        return zip(code, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Whether the key that made the code is among these.
    package func hasKey(of code: [UInt8]) -> Bool { keys(of: code) != nil }

    /// The first four bytes of new codes, which name the key.
    package var codeName: UInt64 { newest.identifier.reduce(0) { $0 << 8 | UInt64($1) } }

    /// Whether codes may have been made with other keys than the newest.
    package var hasFormerKeys: Bool { !older.isEmpty }

    /// Whether the code was made with another key than the newest.
    package func needsNewCode(_ code: [UInt8]) -> Bool { Array(code.prefix(Sealed.identifierSize)) != newest.identifier }
}

package enum AuthenticationCode {
    /// Identifier of the key and code, in bytes.
    package static let size = Sealed.identifierSize + codeSize
    static let codeSize = 16
}

/// Values as bytes that no other values give: each with its kind and its length.
struct AuthenticatedMessage {
    private(set) var bytes: [UInt8] = []

    init(_ values: [Value], _ purpose: String) {
        bytes.reserveCapacity(256)
        append(0x01, Array(purpose.utf8))
        for value in values {
            switch value {
            case .null: append(0x00, [])
            case .integer(let integer): append(0x02, withUnsafeBytes(of: integer.bigEndian) { Array($0) })
            case .text(let text): append(0x03, Array(text.utf8))
            case .bytes(let content): append(0x04, content)
            }
        }
    }

    private mutating func append(_ kind: UInt8, _ content: [UInt8]) {
        bytes.append(kind)
        withUnsafeBytes(of: UInt32(content.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: content)
    }
}
