import Crypto

/// HMAC-SHA256 (RFC 2104) with a key of at most 64 bytes that was taken in before: `HMAC` itself is written for any hash, and takes three times as long to
/// hash a number (docs/decisions/0019).
struct KeyedHash: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    init(_ key: SymmetricKey) {
        let padded = key.withUnsafeBytes { Array($0) + [UInt8](repeating: 0, count: SHA256.blockByteCount - $0.count) }
        (inner, outer) = (Self.begun(with: padded.map { $0 ^ 0x36 }), Self.begun(with: padded.map { $0 ^ 0x5C }))
    }

    func code(of text: [UInt8]) -> [UInt8] {
        var (inner, outer) = (inner, outer)
        text.withUnsafeBytes { inner.update(bufferPointer: $0) }
        inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
        return outer.finalize().withUnsafeBytes { [UInt8]($0) }
    }

    private static func begun(with block: [UInt8]) -> SHA256 {
        var hash = SHA256()
        block.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash
    }
}
