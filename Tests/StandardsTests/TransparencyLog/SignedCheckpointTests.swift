import Crypto
import Foundation
import Standards
import Testing

@Suite struct SignedCheckpointTests {
    let key: Curve25519.Signing.PrivateKey
    let noteKey: NoteKey
    let checkpoint: Checkpoint
    let signed: SignedCheckpoint

    init() throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32))
        noteKey = try #require(NoteKey(name: "demo.example/ledger", publicKey: key.publicKey))
        let root = MerkleTree.root(of: ReferenceLog.leaves)
        checkpoint = try #require(Checkpoint(origin: "demo.example/ledger", size: 8, root: root))
        signed = try #require(try SignedCheckpoint(checkpoint, name: "demo.example/ledger", key: key))
    }

    @Test func `its text has origin, size and root, an empty line and the signature`() {
        let lines = signed.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.count == 6)
        #expect(Array(lines.prefix(4)) == ["demo.example/ledger", "8", "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=", ""])
        #expect(lines[4].hasPrefix("— demo.example/ledger "))
        #expect(lines[5] == "")
    }

    @Test func `it reads back as it was, and is its log's`() throws {
        let read = try #require(SignedCheckpoint(text: signed.text))
        #expect(read == signed)
        #expect(read.isSigned(by: noteKey))
    }

    @Test func `any byte changed is refused or no longer signed`() throws {
        let bytes = Array(signed.text.utf8)
        for position in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[position] ^= 1 << bit
                guard let text = String(validating: changed, as: UTF8.self), let read = SignedCheckpoint(text: text) else { continue }
                #expect(!read.isSigned(by: noteKey), "bit \(bit) of byte \(position)")
            }
        }
    }

    @Test func `any beginning of it is refused`() {
        let bytes = Array(signed.text.utf8)
        for length in 0..<bytes.count {
            #expect(String(validating: bytes.prefix(length), as: UTF8.self).flatMap(SignedCheckpoint.init(text:)) == nil)
        }
    }

    @Test func `another key of the same name has not signed it`() throws {
        let other = try #require(NoteKey(name: noteKey.name, publicKey: Curve25519.Signing.PrivateKey().publicKey))
        #expect(!signed.isSigned(by: other))
    }

    @Test func `signatures of others are passed over`() throws {
        let witness = try #require(try SignedCheckpoint(checkpoint, name: "witness.example", key: Curve25519.Signing.PrivateKey()))
        let line = try #require(witness.text.split(separator: "\n").last)
        let both = try #require(SignedCheckpoint(text: signed.text + line + "\n"))
        #expect(both.signatures.count == 2)
        #expect(both.isSigned(by: noteKey))
    }

    @Test(arguments: ["08", "+8", "-8", "", "8 ", "9999999999999999999999"]) func `a size is written in one way`(size: String) {
        #expect(Checkpoint(text: checkpoint.text.replacingOccurrences(of: "\n8\n", with: "\n\(size)\n")) == nil)
    }

    @Test(arguments: ["", "two\nlines", "carriage\r", "carriage\r\nreturn", "bell\u{7}"]) func `an origin is one line`(origin: String) {
        #expect(Checkpoint(origin: origin, size: 0, root: MerkleTree.emptyRoot) == nil)
    }

    @Test func `a checkpoint with further lines is read, and the instant that ours once had`() throws {
        let text = "demo.example/ledger\n0\n\(MerkleTree.emptyRoot.base64)\n"
        #expect(try #require(Checkpoint(text: text)).instant == nil)
        #expect(try #require(Checkpoint(text: text + "another line\n")).extensions == ["another line"])
        #expect(try #require(Checkpoint(text: text + "timestamp 1790000000123\n")).instant == Date(timeIntervalSince1970: 1_790_000_000.123))
    }

    @Test func `it takes the signatures of sixteen, and not those of a thousand`() throws {
        let line = try #require(signed.signatures.first).line
        let of = { (count: Int) in SignedCheckpoint(text: checkpoint.text + "\n" + String(repeating: line, count: count)) }
        #expect(of(16)?.isSigned(by: noteKey) == true)
        #expect(of(1000) == nil)
    }

    @Test func `a key is published as text, and read from that text only`() throws {
        let text = noteKey.text
        #expect(text.hasPrefix("demo.example/ledger+"))
        let read = try #require(NoteKey(text: text))
        #expect(read.name == noteKey.name)
        #expect(read.publicKey.rawRepresentation == noteKey.publicKey.rawRepresentation)
        #expect(NoteKey(text: text.replacingOccurrences(of: "demo", with: "domo")) == nil)
        #expect(NoteKey(text: String(text.dropLast())) == nil)
    }

    @Test func `the key identifier is the one of signed-note's own example`() throws {
        // The key that the documentation of the Go package `note` shows.
        let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let peter = try #require(NoteKey(text: text))
        #expect(peter.identifier == [0xC7, 0x4F, 0x20, 0xA3])
        #expect(peter.text == text)
    }

    @Test(arguments: ["", "with space", "plus+sign", "line\nfeed"]) func `a name that would blur the text names no key`(name: String) {
        #expect(NoteKey(name: name, publicKey: key.publicKey) == nil)
        #expect((try? SignedCheckpoint(checkpoint, name: name, key: key)) == .some(nil))
    }
}
