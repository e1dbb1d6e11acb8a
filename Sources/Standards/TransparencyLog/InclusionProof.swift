extension MerkleTree {
    /// The hashes that, with the leaf at `index`, lead to the root over `leaves`, lowest first (RFC 9162 §2.1.3.1). Nil when there is no such leaf.
    package static func inclusionProof(ofLeafAt index: Int, in leaves: [MerkleHash]) -> [MerkleHash]? {
        guard leaves.indices.contains(index) else { return nil }
        return path(to: index, in: leaves[...])
    }

    private static func path(to index: Int, in leaves: ArraySlice<MerkleHash>) -> [MerkleHash] {
        guard leaves.count > 1 else { return [] }
        let (left, right) = split(leaves)
        return index < right.startIndex ? path(to: index, in: left) + [root(of: right)] : path(to: index, in: right) + [root(of: left)]
    }

    /// Whether `leaf` is at `index` in the tree of `size` leaves whose root is `root` (RFC 9162 §2.1.3.2).
    package static func verifiesInclusion(
        of leaf: MerkleHash, at index: Int, size: Int, proof: [MerkleHash], root: MerkleHash
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (node, last, hash) = (index, size - 1, leaf)
        for sibling in proof {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                hash = nodeHash(sibling, hash)
                // A last node without sibling climbs until it has one.
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = nodeHash(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }
}
