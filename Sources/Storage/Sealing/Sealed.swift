/// The layout of a sealed value: version, key identifier, nonce, ciphertext, tag.
enum Sealed {
    /// For a purpose; what stands in a row was sealed so by earlier versions.
    static let version: UInt8 = 1
    /// For one column of one row.
    static let versionInRow: UInt8 = 2
    static let identifierSize = 4
    static let nonceSize = 12
    static let tagSize = 16
    static let headerSize = 1 + identifierSize
    static let smallest = headerSize + nonceSize + tagSize
}
