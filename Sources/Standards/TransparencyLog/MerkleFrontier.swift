import FoundationEssentials

/// What must be kept of a log to append to it and to know its root: the number of leaves and the roots of its complete subtrees.
///
/// One subtree for every one in the binary form of `count` (RFC 9162 §2.1.1), largest first, so its size grows with the logarithm of the log.
package struct MerkleFrontier: Hashable, Sendable {
    package private(set) var count: Int
    package private(set) var subtrees: [MerkleHash]

    /// The frontier of an empty log.
    package init() {
        count = 0
        subtrees = []
    }

    package mutating func append(_ leafHash: MerkleHash) {
        var hash = leafHash
        // Like adding one in binary: each trailing one of the count is a subtree that is now complete.
        for _ in 0..<(~count).trailingZeroBitCount {
            hash = MerkleTree.nodeHash(subtrees.removeLast(), hash)
        }
        subtrees.append(hash)
        count += 1
    }

    package var root: MerkleHash {
        guard var root = subtrees.last else { return MerkleTree.emptyRoot }
        for subtree in subtrees.dropLast().reversed() { root = MerkleTree.nodeHash(subtree, root) }
        return root
    }
}

extension MerkleFrontier {
    /// Eight bytes of `count`, most significant first, then the 32 bytes of each subtree.
    package var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: count >> (56 - 8 * $0)) } + subtrees.flatMap(\.bytes)
    }

    /// Nil unless `bytes` is what ``bytes`` gives for some log.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count >= 8 else { return nil }
        let number = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let rest = Array(bytes.dropFirst(8))
        guard let count = Int(exactly: number), rest.count == count.nonzeroBitCount * MerkleHash.byteCount else { return nil }
        self.count = count
        subtrees = stride(from: 0, to: rest.count, by: MerkleHash.byteCount).compactMap {
            MerkleHash(bytes: rest[$0..<($0 + MerkleHash.byteCount)])
        }
    }
}

extension MerkleFrontier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let frontier = MerkleFrontier(bytes: try container.decode(Data.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a count and the subtrees it has")
        }
        self = frontier
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Data(bytes))
    }
}
