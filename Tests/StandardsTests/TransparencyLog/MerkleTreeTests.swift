import Foundation
import Standards
import Testing

@Suite struct MerkleTreeTests {
    @Test(arguments: 0...8) func `the roots of the reference log are the published ones`(size: Int) {
        let root = MerkleTree.root(of: Array(ReferenceLog.leaves.prefix(size)))
        #expect(ReferenceLog.hexadecimal(root) == ReferenceLog.roots[size])
    }

    @Test(arguments: 0...8) func `the frontier of the reference log has the published roots`(size: Int) {
        var frontier = MerkleFrontier()
        for leaf in ReferenceLog.leaves.prefix(size) { frontier.append(leaf) }
        #expect(ReferenceLog.hexadecimal(frontier.root) == ReferenceLog.roots[size])
    }

    @Test func `a frontier has the root of all leaves, few hashes, and survives being written down`() throws {
        let leaves = ReferenceLog.leaves(131)
        var frontier = MerkleFrontier()
        for size in 0...130 {
            #expect(frontier.count == size)
            #expect(frontier.root == MerkleTree.root(of: Array(leaves.prefix(size))))
            #expect(frontier.subtrees.count == size.nonzeroBitCount)
            #expect(MerkleFrontier(bytes: frontier.bytes) == frontier)
            let written = try JSONEncoder().encode(frontier)
            #expect(try JSONDecoder().decode(MerkleFrontier.self, from: written) == frontier)
            frontier.append(leaves[size])
        }
    }

    @Test func `a frontier is not read from bytes of another length`() {
        var frontier = MerkleFrontier()
        for leaf in ReferenceLog.leaves(5) { frontier.append(leaf) }
        let bytes = frontier.bytes
        for length in 0..<bytes.count { #expect(MerkleFrontier(bytes: bytes.prefix(length)) == nil) }
        #expect(MerkleFrontier(bytes: bytes + [0]) == nil)
        #expect(MerkleFrontier(bytes: [UInt8](repeating: 0xFF, count: 8 + 64 * 32)) == nil)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(MerkleFrontier.self, from: Data("\"AAAA\"".utf8)) }
    }

    @Test func `a hash is 32 bytes, written in base64 in one way only`() throws {
        let hash = MerkleTree.emptyRoot
        #expect(hash.base64 == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        #expect(MerkleHash(base64: hash.base64) == hash)
        #expect(MerkleHash(base64: String(hash.base64.dropLast())) == nil)
        #expect(MerkleHash(base64: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=") == nil)
        #expect(MerkleHash(bytes: hash.bytes.dropLast()) == nil)
        #expect(try JSONDecoder().decode([MerkleHash].self, from: JSONEncoder().encode([hash])) == [hash])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(MerkleHash.self, from: Data("\"AAAA\"".utf8)) }
    }

    @Test func `a leaf never has the hash of a node`() {
        let leaves = ReferenceLog.leaves(2)
        #expect(MerkleTree.leafHash(of: leaves[0].bytes + leaves[1].bytes) != MerkleTree.nodeHash(leaves[0], leaves[1]))
    }
}
