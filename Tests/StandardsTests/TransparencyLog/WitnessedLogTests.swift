import Crypto
import Foundation
import Standards
import Testing

/// C2SP tlog-witness, call add-checkpoint: what a witness takes, and what it refuses with which status.
@Suite struct WitnessedLogTests {
    private static let origin = "demo.example/ledger"
    private static let leaves = ReferenceLog.leaves(20)

    private let key = Curve25519.Signing.PrivateKey()
    private let other = Curve25519.Signing.PrivateKey()

    private func signed(_ leaves: some Collection<MerkleHash>, by signer: Curve25519.Signing.PrivateKey? = nil) throws -> SignedCheckpoint {
        let checkpoint = try #require(Checkpoint(origin: Self.origin, size: leaves.count, root: MerkleTree.root(of: Array(leaves))))
        return try #require(try SignedCheckpoint(checkpoint, name: Self.origin, key: signer ?? key))
    }

    private func request(
        _ old: Int, _ leaves: [MerkleHash], proof: [MerkleHash]? = nil, by signer: Curve25519.Signing.PrivateKey? = nil
    ) throws -> AddCheckpointRequest {
        let shown = try proof ?? #require(MerkleTree.consistencyProof(from: min(old, leaves.count), in: leaves))
        return AddCheckpointRequest(oldSize: old, proof: shown, signed: try signed(leaves, by: signer))
    }

    private func log(_ known: Int? = nil) throws -> WitnessedLog {
        let latest = try known.map { try signed(Self.leaves.prefix($0)).checkpoint }
        return WitnessedLog(keys: [try #require(NoteKey(name: Self.origin, publicKey: key.publicKey))], latest: latest)
    }

    @Test func `a log that only grows is cosigned from each size to each`() throws {
        for known in 0...20 {
            for size in known...20 {
                #expect(try log(known == 0 ? nil : known).answer(request(known, Array(Self.leaves.prefix(size)))) == .consistent)
            }
        }
    }

    @Test func `the same once more is cosigned again`() throws {
        #expect(try log(7).answer(request(7, Array(Self.leaves.prefix(7)))) == .consistent)
    }

    @Test func `who says another size than is known is told which`() throws {
        #expect(try log(7).answer(request(0, Self.leaves)) == .knows(size: 7))
        #expect(try log(7).answer(request(8, Self.leaves)) == .knows(size: 7))
        #expect(try log().answer(request(3, Self.leaves)) == .knows(size: 0))
    }

    @Test func `a log that was rolled back is refused, whatever it says to be known`() throws {
        let shorter = Array(Self.leaves.prefix(7))
        #expect(try log(9).answer(request(7, shorter)) == .knows(size: 9))
        #expect(try log(9).answer(request(0, shorter)) == .knows(size: 9))
        #expect(try log(9).answer(request(9, shorter)) == .shrinking)
    }

    @Test func `a log that was forked is refused, with any proof`() throws {
        var forked = Self.leaves
        forked[3] = MerkleTree.leafHash(of: "another act".utf8)
        #expect(try log(9).answer(request(9, forked)) == .inconsistent)
        #expect(try log(9).answer(request(9, forked, proof: [])) == .inconsistent)
        let honest = try #require(MerkleTree.consistencyProof(from: 9, in: Self.leaves))
        #expect(try log(9).answer(request(9, forked, proof: honest)) == .inconsistent)
        #expect(try log(9).answer(request(9, Array(forked.prefix(9)))) == .rootDiffers)
    }

    @Test func `nothing but the key of the log counts`() throws {
        #expect(try log().answer(request(0, Self.leaves, by: other)) == .untrusted)
        let wrong = try signed(Self.leaves, by: other).signatures.map {
            SignedCheckpoint.Signature.read(text: $0.line) ?? []
        }.flatMap(\.self)
        let both = AddCheckpointRequest(oldSize: 0, proof: [], signed: try signed(Self.leaves).adding(wrong))
        #expect(try log().answer(both) == .consistent)
    }

    @Test func `an empty log has the empty root, and nothing is proven from nothing`() throws {
        let (empty, root) = (try request(0, []), try #require(Self.leaves.first))
        #expect(try log().answer(empty) == .consistent)
        let checkpoint = try #require(Checkpoint(origin: Self.origin, size: 0, root: root))
        let lying = try #require(try SignedCheckpoint(checkpoint, name: Self.origin, key: key))
        #expect(try log().answer(AddCheckpointRequest(oldSize: 0, proof: [], signed: lying)) == .inconsistent)
        #expect(try log().answer(request(0, Self.leaves, proof: [root])) == .inconsistent)
    }

    @Test func `a request reads back as it was, and is written in one way`() throws {
        let asked = try request(7, Self.leaves)
        #expect(AddCheckpointRequest(text: asked.text) == asked)
        #expect(asked.text.hasPrefix("old 7\n"))
        for (good, wrong) in [("old 7\n", "old 07\n"), ("old 7\n", "old +7\n"), ("old 7\n", "old -7\n"), ("old 7\n", "new 7\n"), ("old 7\n", "")] {
            #expect(AddCheckpointRequest(text: asked.text.replacingOccurrences(of: good, with: wrong)) == nil, "\(wrong)")
        }
        #expect(AddCheckpointRequest(text: asked.text + "\n") == nil)
        #expect(AddCheckpointRequest(text: asked.text.replacingOccurrences(of: "\n", with: "\r\n")) == nil)
    }

    @Test func `a proof has 63 hashes at most`() throws {
        let hash = try #require(Self.leaves.first)
        #expect(AddCheckpointRequest(text: try request(7, Self.leaves, proof: [MerkleHash](repeating: hash, count: 63)).text) != nil)
        #expect(AddCheckpointRequest(text: try request(7, Self.leaves, proof: [MerkleHash](repeating: hash, count: 64)).text) == nil)
    }

    @Test func `any beginning of a request is refused`() throws {
        let bytes = Array(try request(7, Self.leaves).text.utf8)
        for length in 0..<bytes.count {
            #expect(String(validating: bytes.prefix(length), as: UTF8.self).flatMap(AddCheckpointRequest.init(text:)) == nil)
        }
    }
}

/// Proofs of leaves that pass by once are those made from all of them.
@Suite struct ConsistencyProverTests {
    @Test func `they are the same proofs, from each size to each`() throws {
        let leaves = ReferenceLog.leaves(70)
        for size in 0...70 {
            for old in 0...size {
                var known = MerkleFrontier()
                for leaf in leaves.prefix(old) { known.append(leaf) }
                var prover = try #require(ConsistencyProver(from: known, to: size))
                #expect(prover.missing == old..<size)
                for leaf in leaves[old..<size] { prover.append(leaf) }
                #expect(prover.proof == MerkleTree.consistencyProof(from: old, in: Array(leaves.prefix(size))), "\(old) to \(size)")
                #expect(prover.frontier.root == MerkleTree.root(of: Array(leaves.prefix(size))))
            }
        }
    }

    @Test func `there is none while leaves are missing, nor to fewer leaves`() throws {
        var known = MerkleFrontier()
        for leaf in ReferenceLog.leaves(5) { known.append(leaf) }
        #expect(ConsistencyProver(from: known, to: 4) == nil)
        #expect(try #require(ConsistencyProver(from: known, to: 6)).proof == nil)
    }
}
