/// Makes a consistency proof of leaves that pass by once, in memory that grows with the logarithm of the log: the proof needs of what was there before
/// only the subtrees that a frontier has, and of what was added the roots over a few ranges.
package struct ConsistencyProver: Sendable {
    /// Of all leaves that were there before or have passed by.
    package private(set) var frontier: MerkleFrontier
    private let size: Int
    /// What the proof is made of, in its order: the leaves below each hash.
    private let parts: [Range<Int>]
    private var hashes: [Int: MerkleFrontier] = [:]
    private let known: [Int: MerkleHash]
    /// The parts that are yet to come, the next last.
    private var coming: [Range<Int>]

    /// From what `old` counts to `size` leaves. Nil when these are fewer.
    package init?(from old: MerkleFrontier, to size: Int) {
        guard size >= old.count else { return nil }
        (frontier, self.size) = (old, size)
        parts = old.count == 0 ? [] : Self.parts(old.count, 0..<size, isKnown: true)
        coming = parts.filter { $0.lowerBound >= old.count }.sorted { $0.lowerBound > $1.lowerBound }
        var (known, start) = ([Int: MerkleHash](), 0)
        // Subtrees stand largest first, one for each one in the binary form of the count.
        for subtree in old.subtrees {
            known[start] = subtree
            start += 1 << (Int.bitWidth - 1 - (old.count - start).leadingZeroBitCount)
        }
        self.known = known
    }

    /// How many leaves are still to come.
    package var missing: Range<Int> { frontier.count..<size }

    /// The next leaf.
    package mutating func append(_ leaf: MerkleHash) {
        let position = frontier.count
        frontier.append(leaf)
        guard let part = coming.last, part.contains(position) else { return }
        hashes[part.lowerBound, default: MerkleFrontier()].append(leaf)
        if part.upperBound == position + 1 { coming.removeLast() }
    }

    /// Nil while leaves are missing.
    package var proof: [MerkleHash]? {
        guard frontier.count == size else { return nil }
        let proof = parts.compactMap { hashes[$0.lowerBound]?.root ?? known[$0.lowerBound] }
        return proof.count == parts.count ? proof : nil
    }

    /// SUBPROOF of RFC 9162 §2.1.4.1, in ranges of leaves; `isKnown` says that the root over these leaves is the old root, which the verifier has.
    private static func parts(_ size: Int, _ leaves: Range<Int>, isKnown: Bool) -> [Range<Int>] {
        guard size < leaves.count else { return isKnown ? [] : [leaves] }
        let left = 1 << (Int.bitWidth - 1 - (leaves.count - 1).leadingZeroBitCount)
        let middle = leaves.lowerBound + left
        if size <= left { return parts(size, leaves.lowerBound..<middle, isKnown: isKnown) + [middle..<leaves.upperBound] }
        return parts(size - left, middle..<leaves.upperBound, isKnown: false) + [leaves.lowerBound..<middle]
    }
}
