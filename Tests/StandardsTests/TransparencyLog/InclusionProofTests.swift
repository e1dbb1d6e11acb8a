import Standards
import Testing

@Suite struct InclusionProofTests {
    @Test func `every leaf of every small log can be shown to be in it`() throws {
        let all = ReferenceLog.leaves(40)
        for size in 1...40 {
            let leaves = Array(all.prefix(size))
            let root = MerkleTree.root(of: leaves)
            for index in 0..<size {
                let proof = try #require(MerkleTree.inclusionProof(ofLeafAt: index, in: leaves))
                #expect(MerkleTree.verifiesInclusion(of: leaves[index], at: index, size: size, proof: proof, root: root))
            }
        }
    }

    @Test func `the proof for the fourth of seven is as RFC 9162 draws it`() throws {
        // §2.1.5: for d3 of seven, the path is c, g, l.
        let d = Array(ReferenceLog.leaves.prefix(7))
        let g = MerkleTree.nodeHash(d[0], d[1])
        let l = MerkleTree.root(of: Array(d[4...]))
        #expect(MerkleTree.inclusionProof(ofLeafAt: 3, in: d) == [d[2], g, l])
    }

    @Test func `a proof with one bit changed shows nothing`() throws {
        let leaves = ReferenceLog.leaves(13)
        let root = MerkleTree.root(of: leaves)
        for index in leaves.indices {
            let proof = try #require(MerkleTree.inclusionProof(ofLeafAt: index, in: leaves))
            for (position, hash) in proof.enumerated() {
                for bit in 0..<256 {
                    var changed = proof
                    changed[position] = try ReferenceLog.flipping(bit: bit, of: hash)
                    #expect(!MerkleTree.verifiesInclusion(of: leaves[index], at: index, size: 13, proof: changed, root: root))
                }
            }
            for bit in 0..<256 {
                let leaf = try ReferenceLog.flipping(bit: bit, of: leaves[index])
                #expect(!MerkleTree.verifiesInclusion(of: leaf, at: index, size: 13, proof: proof, root: root))
                let otherRoot = try ReferenceLog.flipping(bit: bit, of: root)
                #expect(!MerkleTree.verifiesInclusion(of: leaves[index], at: index, size: 13, proof: proof, root: otherRoot))
            }
        }
    }

    @Test func `a proof holds for its own place only, and whole`() throws {
        let leaves = ReferenceLog.leaves(13)
        let root = MerkleTree.root(of: leaves)
        for index in leaves.indices {
            let proof = try #require(MerkleTree.inclusionProof(ofLeafAt: index, in: leaves))
            for other in -1...14 where other != index {
                #expect(!MerkleTree.verifiesInclusion(of: leaves[index], at: other, size: 13, proof: proof, root: root))
            }
            #expect(!MerkleTree.verifiesInclusion(of: leaves[index], at: index, size: 13, proof: Array(proof.dropLast()), root: root))
            #expect(!MerkleTree.verifiesInclusion(of: leaves[index], at: index, size: 13, proof: proof + [root], root: root))
        }
    }

    @Test func `there is no proof for a leaf that is not there`() {
        #expect(MerkleTree.inclusionProof(ofLeafAt: 0, in: []) == nil)
        #expect(MerkleTree.inclusionProof(ofLeafAt: 8, in: ReferenceLog.leaves) == nil)
        #expect(MerkleTree.inclusionProof(ofLeafAt: -1, in: ReferenceLog.leaves) == nil)
    }
}
