/// Why a key or a sealed value was refused. Holds nothing of either.
package enum SealingFault: Error, Hashable, CustomStringConvertible {
    /// Not 32 bytes in base64.
    case invalidKey
    case unreadableKeyFile(path: String)
    /// The file exists already, or cannot be written.
    case unwritableKeyFile(path: String)
    /// Shorter than the shortest sealed value.
    case truncated
    case unknownVersion(UInt8)
    /// Sealed with a key that this sealer does not have.
    case unknownKey
    /// Changed since it was sealed, or sealed for another purpose.
    case tampered

    package var description: String {
        switch self {
        case .invalidKey: "a sealing key is 32 bytes in base64"
        case .unreadableKeyFile(let path): "the sealing key cannot be read from \(path)"
        case .unwritableKeyFile(let path): "the sealing key cannot be written to \(path): it exists, or the directory does not allow it"
        case .truncated: "the sealed value is truncated"
        case .unknownVersion(let version): "the sealed value has the unknown version \(version)"
        case .unknownKey: "the sealed value needs a key that is not configured"
        case .tampered: "the sealed value was changed, or sealed for another purpose"
        }
    }
}
