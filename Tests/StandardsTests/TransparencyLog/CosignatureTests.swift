import Crypto
import Foundation
import Standards
import Testing

@Suite struct CosignatureTests {
    private static let instant = Date(timeIntervalSince1970: 1_790_000_000.9)

    private let log = Curve25519.Signing.PrivateKey()
    private let witness = Curve25519.Signing.PrivateKey()
    private let witnessKey: NoteKey
    private let signed: SignedCheckpoint
    private let cosigned: SignedCheckpoint

    init() throws {
        witnessKey = try #require(NoteKey(name: "witness.example/w1", publicKey: witness.publicKey, kind: .cosignature))
        let checkpoint = try #require(Checkpoint(origin: "demo.example/ledger", size: 8, root: MerkleTree.root(of: ReferenceLog.leaves)))
        signed = try #require(try SignedCheckpoint(checkpoint, name: "demo.example/ledger", key: log))
        cosigned = try #require(try signed.cosigned(at: Self.instant, name: witnessKey.name, key: witness))
    }

    @Test func `it says when, in whole seconds`() throws {
        let read = try #require(SignedCheckpoint(text: cosigned.text))
        #expect(read.cosigned(by: witnessKey) == Date(timeIntervalSince1970: 1_790_000_000))
        #expect(signed.cosigned(by: witnessKey) == nil)
    }

    @Test func `it is over the lines that the specification says`() throws {
        let bytes = try #require(cosigned.signatures(of: witnessKey).first).bytes
        #expect(bytes.prefix(8) == [0, 0, 0, 0, 0x6A, 0xB1, 0x3B, 0x80])
        let message = "cosignature/v1\ntime 1790000000\n\(signed.checkpoint.text)"
        #expect(witness.publicKey.isValidSignature(bytes.dropFirst(8), for: Data(message.utf8)))
    }

    @Test func `further lines are cosigned too`() throws {
        let text = signed.checkpoint.text + "another line\n"
        let checkpoint = try #require(Checkpoint(text: text))
        let signed = try #require(try SignedCheckpoint(checkpoint, name: "demo.example/ledger", key: log))
        let bytes = try #require(signed.cosigned(at: Self.instant, name: witnessKey.name, key: witness)?.signatures(of: witnessKey).first).bytes
        #expect(witness.publicKey.isValidSignature(bytes.dropFirst(8), for: Data("cosignature/v1\ntime 1790000000\n\(text)".utf8)))
    }

    @Test func `the example of the specification is read, and its key is not ours`() throws {
        let text = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

            """
        let read = try #require(SignedCheckpoint(text: text))
        #expect(read.signatures.map(\.name) == ["example.com/behind-the-sofa", "witness.example.com/w1"])
        #expect(Cosignature(bytes: read.signatures[1].bytes)?.seconds == 1_679_315_147)
        #expect(read.cosigned(by: witnessKey) == nil)
    }

    @Test func `a key does not sign by cosigning, nor cosign by signing`() throws {
        let both = try #require(try signed.cosigned(at: Self.instant, name: "demo.example/ledger", key: log))
        let note = try #require(NoteKey(name: "demo.example/ledger", publicKey: log.publicKey))
        let timed = try #require(NoteKey(name: "demo.example/ledger", publicKey: log.publicKey, kind: .cosignature))
        #expect(note.identifier != timed.identifier)
        #expect(both.isSigned(by: note) && both.cosigned(by: timed) != nil)
        #expect(both.keeping([timed]).isSigned(by: note) == false && both.keeping([note]).cosigned(by: timed) == nil)
        #expect(both.cosigned(by: note) == nil)
    }

    @Test func `any bit changed is no cosignature any more`() throws {
        let bytes = Array(cosigned.text.utf8)
        for position in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[position] ^= 1 << bit
                guard let text = String(validating: changed, as: UTF8.self), let read = SignedCheckpoint(text: text) else { continue }
                let isOfTheLog = read.keeping([witnessKey]) == cosigned.keeping([witnessKey])
                #expect(isOfTheLog || read.cosigned(by: witnessKey) == nil, "bit \(bit) of byte \(position)")
            }
        }
    }

    @Test func `a cosignature has 72 bytes, and a time that can be meant`() {
        #expect(Cosignature(bytes: [UInt8](repeating: 1, count: 71)) == nil)
        #expect(Cosignature(bytes: [UInt8](repeating: 1, count: 73)) == nil)
        #expect(Cosignature(bytes: [0x80] + [UInt8](repeating: 0, count: 71)) == nil)
    }

    @Test func `a cosigner's key is published as text, and read from that text only`() throws {
        let read = try #require(NoteKey(text: witnessKey.text))
        #expect(read.kind == .cosignature && read.name == witnessKey.name && read.text == witnessKey.text)
        #expect(NoteKey(text: witnessKey.text.replacingOccurrences(of: "+B", with: "+C")) == nil)
    }

    @Test func `the lines of a witness's answer are read alone`() throws {
        let line = try #require(cosigned.signatures(of: witnessKey).first).line
        let read = try #require(SignedCheckpoint.Signature.read(text: line + line))
        #expect(signed.adding(read).cosigned(by: witnessKey) != nil)
        for wrong in ["", "\n", line + "\n", String(line.dropLast()), "witness.example\n"] {
            #expect(SignedCheckpoint.Signature.read(text: wrong) == nil, "\(wrong)")
        }
    }
}
