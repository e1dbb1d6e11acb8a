import Crypto
import FoundationEssentials

/// A SHA-256 hash in a Merkle tree: of a leaf, of a node, or the root (RFC 9162 §2.1.1). Its text is standard base64.
package struct MerkleHash: Hashable, Sendable {
    package static let byteCount = 32

    package let bytes: [UInt8]

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Nil unless the text is the standard base64, with padding, of exactly 32 bytes.
    package init?(base64: String) {
        guard let data = Data(base64Encoded: base64), data.base64EncodedString() == base64 else { return nil }
        self.init(bytes: data)
    }

    init(_ digest: SHA256.Digest) { bytes = Array(digest) }

    package var base64: String { Data(bytes).base64EncodedString() }
}

extension MerkleHash: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = MerkleHash(base64: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not the base64 of 32 bytes")
        }
        self = hash
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(base64)
    }
}
