import Standards
import Testing

@Suite struct ConsistencyProofTests {
    static let leaves = ReferenceLog.leaves(40)
    static let roots = (0...40).map { MerkleTree.root(of: Array(leaves.prefix($0))) }

    static func proof(_ old: Int, _ new: Int) throws -> [MerkleHash] {
        try #require(MerkleTree.consistencyProof(from: old, in: Array(leaves.prefix(new))))
    }

    static func verifies(_ old: Int, _ new: Int, _ proof: [MerkleHash]) -> Bool {
        MerkleTree.verifiesConsistency(from: old, roots[old], to: new, roots[new], proof: proof)
    }

    @Test func `every small log follows each of its beginnings`() throws {
        for new in 0...40 {
            for old in 0...new {
                #expect(Self.verifies(old, new, try Self.proof(old, new)), "\(old) to \(new)")
            }
        }
    }

    @Test func `the proofs for seven are as RFC 9162 draws them`() throws {
        // §2.1.5: from 3 it is c, d, g, l; from 4 it is l; from 6 it is i, j, k.
        let d = Array(ReferenceLog.leaves.prefix(7))
        let (g, h, i) = (MerkleTree.nodeHash(d[0], d[1]), MerkleTree.nodeHash(d[2], d[3]), MerkleTree.nodeHash(d[4], d[5]))
        let (k, l) = (MerkleTree.nodeHash(g, h), MerkleTree.nodeHash(i, d[6]))
        #expect(MerkleTree.consistencyProof(from: 3, in: d) == [d[2], d[3], g, l])
        #expect(MerkleTree.consistencyProof(from: 4, in: d) == [l])
        #expect(MerkleTree.consistencyProof(from: 6, in: d) == [i, d[6], k])
    }

    @Test func `a proof with one bit changed, shortened or lengthened shows nothing`() throws {
        for (old, new) in [(1, 2), (3, 7), (4, 7), (6, 7), (8, 13), (5, 40)] {
            let proof = try Self.proof(old, new)
            for (position, hash) in proof.enumerated() {
                for bit in 0..<256 {
                    var changed = proof
                    changed[position] = try ReferenceLog.flipping(bit: bit, of: hash)
                    #expect(!Self.verifies(old, new, changed))
                }
            }
            #expect(!Self.verifies(old, new, Array(proof.dropLast())))
            #expect(!Self.verifies(old, new, proof + [Self.roots[1]]))
        }
    }

    @Test func `a log that changed its past is found out`() throws {
        var rewritten = Self.leaves
        rewritten[2] = MerkleTree.leafHash(of: "another act".utf8)
        let proof = try #require(MerkleTree.consistencyProof(from: 7, in: rewritten))
        let root = MerkleTree.root(of: rewritten)
        #expect(!MerkleTree.verifiesConsistency(from: 7, Self.roots[7], to: 40, root, proof: proof))
    }

    @Test func `a log that shrank, or lost its beginning, is refused`() throws {
        #expect(!Self.verifies(7, 3, try Self.proof(3, 7)))
        #expect(MerkleTree.consistencyProof(from: 41, in: Self.leaves) == nil)
        #expect(!MerkleTree.verifiesConsistency(from: 7, Self.roots[7], to: 7, Self.roots[6], proof: []))
        #expect(!MerkleTree.verifiesConsistency(from: 0, Self.roots[1], to: 7, Self.roots[7], proof: []))
        #expect(!MerkleTree.verifiesConsistency(from: 0, Self.roots[1], to: 0, Self.roots[1], proof: []))
        #expect(!MerkleTree.verifiesConsistency(from: -1, Self.roots[0], to: 7, Self.roots[7], proof: []))
    }
}
