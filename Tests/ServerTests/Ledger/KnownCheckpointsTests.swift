import Crypto
import Foundation
import Standards
import Testing

@testable import Server

/// Each place where a checkpoint is kept is looked at, and held against the acts (decision 0032).
@Suite struct KnownCheckpointsTests {
    private func options(_ test: TestHouse) throws -> Options {
        var options = Options()
        (options.data, options.database) = (test.data, "\(try test.database.url())")
        return options
    }

    private func file(_ test: TestHouse, _ head: LedgerHead, by key: Curve25519.Signing.PrivateKey? = nil) throws -> URL {
        let file = test.data.appending(path: "kept-\(UUID().uuidString)")
        let signing = try key ?? KeyRing(directory: test.data.appending(path: "keys")).checkpoints
        try Data(try SignedCheckpoint(head, at: test.clock.now, key: signing).text.utf8).write(to: file)
        return file
    }

    private func head(_ test: TestHouse, _ size: Int) async throws -> LedgerHead {
        LedgerHead(size: Int64(size), root: MerkleTree.root(of: try await test.house.read { tx in try tx.leafHashes(ofFirst: size) }))
    }

    private func read(_ test: TestHouse, _ size: Int) async throws -> SignedCheckpoint {
        let text = try String(contentsOf: file(test, try await head(test, size)), encoding: .utf8)
        return try #require(SignedCheckpoint(text: text))
    }

    @Test func `an older checkpoint is held against the acts it counted`() async throws {
        let test = try await TestHouse.demo()
        for size in [1, 2, 50] { _ = try await Audit.verify(options(test), against: [file(test, head(test, size))]) }
        let other = try file(test, LedgerHead(size: 50, root: MerkleTree.emptyRoot))
        await #expect(throws: CheckpointFault.contradicts(other.path, size: 50)) { try await Audit.verify(options(test), against: [other]) }
    }

    @Test func `one that counted more acts misses them, one of another's is refused, and so is none`() async throws {
        let test = try await TestHouse.demo()
        let size = try #require(test.house.checkpoints.last).size
        let larger = try file(test, LedgerHead(size: Int64(size) + 1, root: MerkleTree.emptyRoot))
        await #expect(throws: CheckpointFault.ahead(larger.path, size: size + 1, found: Int64(size))) {
            try await Audit.verify(options(test), against: [larger])
        }
        let forged = try file(test, try await head(test, 5), by: Curve25519.Signing.PrivateKey())
        await #expect(throws: CheckpointFault.forged(forged.path)) { try await Audit.verify(options(test), against: [forged]) }
        let absent = test.data.appending(path: "absent")
        await #expect(throws: WrongOption.self) { try await Audit.verify(options(test), against: [absent]) }
    }

    @Test func `a latest that is gone is missed, and a newest that is gone is told`() async throws {
        let test = try await TestHouse.demo()
        try test.house.checkpoints.settle()
        let (latest, newest) = (
            CheckpointFiles.latest(in: test.house.checkpoints.directory), CheckpointFiles.newest(in: test.house.checkpoints.directory)
        )
        #expect(try Audit.notes(options(test)) == [])
        let kept = try Data(contentsOf: newest)
        try FileManager.default.removeItem(at: newest)
        _ = try await test.verified()
        #expect(try Audit.notes(options(test)).count == 1)
        try kept.write(to: newest)
        try FileManager.default.removeItem(at: latest)
        await #expect(throws: CheckpointFault.missing(latest.path)) { try await test.verified() }
    }

    @Test func `a newest that says otherwise than latest is found, also when both are signed here`() async throws {
        let test = try await TestHouse.demo()
        try test.house.checkpoints.settle()
        let size = try #require(test.house.checkpoints.last).size
        let newest = CheckpointFiles.newest(in: test.house.checkpoints.directory)
        for other in [size, 7] {
            let signed = try file(test, LedgerHead(size: Int64(other), root: MerkleTree.emptyRoot))
            try Data(contentsOf: signed).write(to: newest)
            await #expect(throws: CheckpointFault.contradicts(newest.path, size: other)) { try await test.verified() }
        }
    }

    @Test func `what a witness cosigned is held against the acts too, and moved away with acts that are given up`() async throws {
        let test = try await TestHouse.demo()
        let (directory, key) = (test.house.checkpoints.directory, Curve25519.Signing.PrivateKey())
        let witness = try NoteKey.ofWitness(key.publicKey)
        let signed = try await read(test, 9)
        let cosigned = try #require(try signed.cosigned(at: test.clock.now, name: witness.name, key: key))
        try CheckpointFiles.write(cosigned, by: witness, in: directory)
        _ = try await test.verified()
        #expect(CheckpointFiles.cosigned(by: witness, in: directory)?.at == test.clock.now)

        let place = try #require(try CheckpointFiles.witnessed(in: directory).first)
        try Data(contentsOf: file(test, LedgerHead(size: 9, root: MerkleTree.emptyRoot))).write(to: place)
        await #expect(throws: CheckpointFault.contradicts(place.path, size: 9)) { try await test.verified() }

        let mark = try await read(test, 4)
        try CheckpointFiles.begin(with: mark, asideAs: "20260302T090000Z", in: directory)
        #expect(try CheckpointFiles.witnessed(in: directory) == [])
        #expect(FileManager.default.fileExists(atPath: place.path + ".lost-20260302T090000Z"))
    }

    @Test func `checkpoints of earlier versions are read and continued`() async throws {
        let test = try await TestHouse.demo()
        let (directory, key) = (test.house.checkpoints.directory, try KeyRing(directory: test.data.appending(path: "keys")).checkpoints)
        let last = try #require(test.house.checkpoints.last)
        let text = "\(Checkpoints.origin)\n\(last.size)\n\(last.root.base64)\ntimestamp 1772442000123\n"
        let checkpoint = try #require(Checkpoint(text: text))
        let former = try #require(try SignedCheckpoint(checkpoint, name: Checkpoints.origin, key: key))
        for file in [CheckpointFiles.latest(in: directory), CheckpointFiles.newest(in: directory)] { try Data(former.text.utf8).write(to: file) }
        _ = try await test.verified()
        let reopened = try Checkpoints(directory: directory, key: key)
        #expect(reopened.last?.size == last.size && reopened.lastSigned == Date(timeIntervalSince1970: 1_772_442_000.123))
        #expect(try reopened.signed(at: test.clock.now)?.checkpoint.extensions == [])
    }
}
