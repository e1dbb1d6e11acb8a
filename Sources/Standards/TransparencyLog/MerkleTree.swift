import Crypto

/// The Merkle tree of a transparency log (RFC 9162 §2.1), as functions over the hashes of its leaves.
package enum MerkleTree {
    /// RFC 9162 §2.1.1: the root of a tree without leaves is the hash of nothing.
    package static let emptyRoot = MerkleHash(SHA256.hash(data: [UInt8]()))

    /// RFC 9162 §2.1.1: a leaf is hashed after a zero byte, so that no leaf can pass for a node.
    package static func leafHash(of entry: some Sequence<UInt8>) -> MerkleHash {
        MerkleHash(SHA256.hash(data: [0x00] + Array(entry)))
    }

    /// RFC 9162 §2.1.1: a node is the hash of a one byte and its two children.
    package static func nodeHash(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        MerkleHash(SHA256.hash(data: [0x01] + left.bytes + right.bytes))
    }

    /// The root over all leaves, computed anew. RFC 9162 §2.1.1.
    package static func root(of leaves: [MerkleHash]) -> MerkleHash {
        leaves.isEmpty ? emptyRoot : root(of: leaves[...])
    }

    static func root(of leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        guard leaves.count > 1 else { return leaves.first ?? emptyRoot }
        let (left, right) = split(leaves)
        return nodeHash(root(of: left), root(of: right))
    }

    /// RFC 9162 §2.1.1: the left part is the largest power of two smaller than the number of leaves.
    static func split(_ leaves: ArraySlice<MerkleHash>) -> (left: ArraySlice<MerkleHash>, right: ArraySlice<MerkleHash>) {
        let size = 1 << (Int.bitWidth - 1 - (leaves.count - 1).leadingZeroBitCount)
        return (leaves.prefix(size), leaves.dropFirst(size))
    }
}
