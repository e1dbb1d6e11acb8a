/// The layout of a sealed value: version, key identifier, nonce, ciphertext, tag.
enum Sealed {
    static let version: UInt8 = 1
    static let identifierSize = 4
    static let nonceSize = 12
    static let tagSize = 16
    static let headerSize = 1 + identifierSize
    static let smallest = headerSize + nonceSize + tagSize
}
