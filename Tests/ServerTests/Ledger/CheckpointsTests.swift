import Crypto
import Foundation
import Standards
import Testing

@testable import Server

/// An act waits for one flush, the database's; what the checkpoints prove stays the same (decision 0004).
@Suite struct CheckpointsTests {
    private let directory = FileManager.default.temporaryDirectory.appending(path: "checkpoints-\(UUID().uuidString)")
    private let key = Curve25519.Signing.PrivateKey()
    private let now = Date(timeIntervalSince1970: 1_772_442_000)
    private var latest: URL { CheckpointFiles.latest(in: directory) }
    private var newest: URL { CheckpointFiles.newest(in: directory) }

    private func opened() throws -> Checkpoints { try Checkpoints(directory: directory, key: key) }
    private func read() throws -> Int? { try CheckpointFiles.read(in: directory, key: key.publicKey)?.size }
    private func head(_ size: Int64) -> LedgerHead { LedgerHead(size: size, root: MerkleTree.leafHash(of: [UInt8(size & 255)])) }

    @Test func `what was kept is read by another process, settled or not`() throws {
        let checkpoints = try opened()
        #expect(try read() == nil)
        for size in [1, 2, 9, 10, 1000] as [Int64] {
            try checkpoints.keep(head(size), at: now)
            #expect(try read() == Int(size))
        }
        #expect(try CheckpointFiles.settled(in: directory, key: key.publicKey)?.size == 1, "an act waited for the disk")
        try checkpoints.settle()
        #expect(try CheckpointFiles.settled(in: directory, key: key.publicKey)?.size == 1000)
        #expect(try FileManager.default.attributesOfItem(atPath: newest.path)[.posixPermissions] as? Int == 0o600)
    }

    @Test func `one is never followed by a smaller one`() throws {
        let checkpoints = try opened()
        for size in [7, 5, 6] as [Int64] { try checkpoints.keep(head(size), at: now) }
        #expect(try read() == 7)
    }

    @Test func `writers that come together all find theirs counted`() async throws {
        let checkpoints = try opened()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for size in 1...200 as ClosedRange<Int64> {
                group.addTask { [directory, key, now] in
                    try checkpoints.keep(head(size), at: now)
                    let kept = try CheckpointFiles.read(in: directory, key: key.publicKey)
                    #expect(try #require(kept).size >= size)
                }
                if size % 50 == 0 { group.addTask { try checkpoints.settle() } }
            }
            try await group.waitForAll()
        }
        #expect(try read() == 200)
    }

    @Test(arguments: ["", "chatelaine/ledger\n3\n", "\0\0\0\0", "torn"]) func `a newest torn by a power cut leaves the latest`(left: String) throws {
        let checkpoints = try opened()
        try checkpoints.keep(head(3), at: now)
        try checkpoints.keep(head(4), at: now)
        try Data(left.utf8).write(to: newest)
        #expect(try read() == 3)
        try opened().keep(head(5), at: now)
        #expect(try read() == 5)
    }

    @Test func `every torn length of the newest leaves the latest`() throws {
        let checkpoints = try opened()
        for size in [3, 4] as [Int64] { try checkpoints.keep(head(size), at: now) }
        let whole = try Data(contentsOf: newest)
        for count in stride(from: 0, to: whole.count, by: 7) {
            try whole.prefix(count).write(to: newest)
            #expect(try read() == 3, "\(count) bytes")
        }
    }

    @Test func `whole and signed by another, either is refused`() throws {
        try opened().keep(head(3), at: now)
        let other = try SignedCheckpoint(head(9), at: now, key: Curve25519.Signing.PrivateKey())
        try Data(other.text.utf8).write(to: newest)
        #expect(throws: ForgedCheckpoint.self) { try read() }
        try FileManager.default.removeItem(at: newest)
        #expect(try read() == 3)
        try Data(other.text.utf8).write(to: latest)
        #expect(throws: ForgedCheckpoint.self) { try read() }
        try Data("torn".utf8).write(to: latest)
        #expect(throws: ForgedCheckpoint.self) { try read() }
        #expect(throws: ForgedCheckpoint.self) { try opened() }
    }

    @Test func `the acts of other nodes may lie between, none of one's own may be missing`() throws {
        let checkpoints = try opened()
        try checkpoints.keep(head(3), at: now)
        try checkpoints.continues(head(3))
        try checkpoints.continues(head(8))
        #expect(throws: ShortenedLedger.self) { try checkpoints.continues(head(2)) }
        #expect(throws: RewrittenLedger.self) { try checkpoints.continues(LedgerHead(size: 3, root: MerkleTree.emptyRoot)) }
    }

    @Test func `what was kept before a kill is asked for at the next start`() async throws {
        let killed = try opened()
        for size in [3, 4] as [Int64] { try killed.keep(head(size), at: now) }
        let next = try opened()
        await #expect(throws: ShortenedLedger.self) { try await next.resume(head(3), at: now) { _ in MerkleTree.emptyRoot } }
        await #expect(throws: RewrittenLedger.self) { try await next.resume(head(5), at: now) { _ in MerkleTree.emptyRoot } }
        let root = head(4).root
        try await next.resume(head(5), at: now) { _ in root }
        #expect(try CheckpointFiles.settled(in: directory, key: key.publicKey)?.size == 5)
    }
}
