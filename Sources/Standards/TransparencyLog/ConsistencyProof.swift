extension MerkleTree {
    /// The hashes showing that the tree over `leaves` only added to the tree over its first `size` leaves (RFC 9162 §2.1.4.1).
    ///
    /// Nil when there are not so many leaves. Empty for no leaves and for all of them, where there is nothing to show.
    package static func consistencyProof(from size: Int, in leaves: [MerkleHash]) -> [MerkleHash]? {
        guard size >= 0, size <= leaves.count else { return nil }
        guard size > 0, size < leaves.count else { return [] }
        return subproof(size, leaves[...], isKnown: true)
    }

    /// SUBPROOF of RFC 9162 §2.1.4.1; `isKnown` says that the root over these leaves is the old root, which the verifier has.
    private static func subproof(_ size: Int, _ leaves: ArraySlice<MerkleHash>, isKnown: Bool) -> [MerkleHash] {
        guard size < leaves.count else { return isKnown ? [] : [root(of: leaves)] }
        let (left, right) = split(leaves)
        if size <= left.count { return subproof(size, left, isKnown: isKnown) + [root(of: right)] }
        return subproof(size - left.count, right, isKnown: false) + [root(of: left)]
    }

    /// Whether the tree of `newSize` leaves with `newRoot` only added to the tree of `oldSize` leaves with `oldRoot` (RFC 9162 §2.1.4.2).
    ///
    /// The RFC leaves the empty tree out; here every tree follows it, with an empty proof.
    package static func verifiesConsistency(
        from oldSize: Int, _ oldRoot: MerkleHash, to newSize: Int, _ newRoot: MerkleHash, proof: [MerkleHash]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= newSize else { return false }
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot && (oldSize > 0 || oldRoot == emptyRoot) }
        if oldSize == 0 { return proof.isEmpty && oldRoot == emptyRoot }

        // The old root itself is left out of the proof when it is a node of the new tree.
        var path = (oldSize & (oldSize - 1) == 0 ? [oldRoot] : []) + proof
        guard !proof.isEmpty else { return false }
        var (node, last) = (oldSize - 1, newSize - 1)
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var old = path.removeFirst()
        var new = old
        for hash in path {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = nodeHash(hash, old)
                new = nodeHash(hash, new)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                new = nodeHash(new, hash)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}
