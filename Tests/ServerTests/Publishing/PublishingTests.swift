import Crypto
import Foundation
import Rules
import Sample
import Standards
import Storage
import Testing

@testable import Server

/// Checkpoints leave the machine, and what comes back from there is held against the ledger. Over real HTTP: Tests/Browser/test_witness.py.
@Suite struct PublishingTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "elsewhere-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    private func publisher(_ test: TestHouse, mail: String? = nil) throws -> CheckpointPublisher {
        var destinations = CheckpointDestinations()
        destinations.folder = folder
        destinations.mail = try mail.map { try EmailAddress($0) }
        let (house, checkpoints) = (test.house, test.house.checkpoints)
        return CheckpointPublisher(
            checkpoints, to: destinations,
            copies: try CheckpointCopies(
                in: checkpoints.directory, copy: destinations.copy(of: checkpoints.publicKey), key: checkpoints.publicKey),
            storage: house.storage, meters: house.metrics.checkpoints, logger: TestHouse.Shared.silent, clock: house.clock, newID: house.newID)
    }

    private func copy(_ test: TestHouse) throws -> URL {
        var destinations = CheckpointDestinations()
        destinations.folder = folder
        return try #require(destinations.copy(of: test.house.checkpoints.publicKey))
    }

    private func sign(_ test: TestHouse, size: Int64, root: MerkleHash) throws -> SignedCheckpoint {
        let key = try KeyRing(directory: test.data.appending(path: "keys")).checkpoints
        return try SignedCheckpoint(LedgerHead(size: size, root: root), at: test.clock.now, key: key)
    }

    private func act(_ test: TestHouse) async throws {
        try await PreparedActs(test: test).end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
    }

    @Test func `the second folder holds what was signed last, with its time`() async throws {
        let test = try await TestHouse.demo()
        let publisher = try publisher(test)
        await publisher.publish()
        let key = test.house.checkpoints.publicKey
        let first = try #require(SignedCheckpoint(text: String(contentsOf: copy(test), encoding: .utf8)))
        #expect(first.checkpoint.size == test.house.checkpoints.last?.size && first.checkpoint.extensions == [])
        #expect(first.cosigned(by: try NoteKey.ofLedger(key, .cosignature)) == test.clock.now)
        try await act(test)
        await publisher.publish()
        #expect(try KnownCheckpoint(file: copy(test), key: key).size == first.checkpoint.size + 1)
        #expect(test.house.metrics.checkpoints[.folder, .sent] == 2)
    }

    @Test func `a second folder that is not there is not made`() async throws {
        let test = try await TestHouse.demo()
        let publisher = try publisher(test)
        try FileManager.default.removeItem(at: folder)
        await publisher.publish()
        #expect(test.house.metrics.checkpoints[.folder, .failed] == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func `a copy that counted more acts ends the writing of acts`() async throws {
        let test = try await TestHouse.demo()
        let publisher = try publisher(test)
        await publisher.publish()
        let size = Int64(try #require(test.house.checkpoints.last).size)
        try Data(sign(test, size: size + 1, root: MerkleTree.emptyRoot).text.utf8).write(to: copy(test))
        await publisher.publish()
        #expect(test.house.metrics.checkpoints[.folder, .refused] == 1)
        let place = try copy(test).path
        await #expect(throws: CheckpointFault.ahead(place, size: Int(size) + 1, found: size)) { try await act(test) }
        let text = await test.house.scrape()
        #expect(text.contains("chatelaine_checkpoints_contradicted 1\n"))
        #expect(text.contains("chatelaine_checkpoints_sent_total{to=\"folder\",result=\"refused\"} 1\n"))
    }

    @Test func `a copy that counted other acts is found at start, beside the acts that follow`() async throws {
        let test = try await TestHouse.demo()
        try Data(sign(test, size: 5, root: MerkleTree.emptyRoot).text.utf8).write(to: copy(test))
        try await publisher(test).compare()
        #expect(test.house.checkpoints.contradiction == .contradicts(try copy(test).path, size: 5))
        await #expect(throws: CheckpointFault.self) { try await act(test) }
    }

    @Test func `a copy that nobody here signed proves nothing, and is not replaced`() async throws {
        let test = try await TestHouse.demo()
        try Data("not a checkpoint".utf8).write(to: copy(test))
        let publisher = try publisher(test)
        await publisher.compare()
        await publisher.publish()
        #expect(test.house.metrics.checkpoints[.folder, .refused] == 1)
        #expect(try String(contentsOf: copy(test), encoding: .utf8) == "not a checkpoint")
        try await act(test)
    }

    @Test func `a letter holds the checkpoint, once an hour at most and when there were acts`() async throws {
        let test = try await TestHouse.demo()
        let publisher = try publisher(test, mail: "archive@example.org")
        await publisher.publish()
        await publisher.publish()
        #expect(try await letters(test).count == 1)
        test.clock.advance(by: 3601)
        await publisher.publish()
        #expect(try await letters(test).count == 1)
        try await act(test)
        await publisher.publish()
        let posted = try await letters(test)
        #expect(posted.count == 2)
        let signed = try #require(SignedCheckpoint(text: posted[1]))
        #expect(signed.checkpoint.size == test.house.checkpoints.last?.size)
    }

    private func letters(_ test: TestHouse) async throws -> [String] {
        try await test.house.read { tx in
            try tx.rows("SELECT body FROM letters WHERE recipient = 'archive@example.org' ORDER BY id") { try $0.text("body") }
        }
    }

    // MARK: Acts of other nodes

    /// Another node of the same installation, which knows what is signed now.
    private func node(_ test: TestHouse) async throws -> Checkpoints {
        let key = try KeyRing(directory: test.data.appending(path: "keys")).checkpoints
        let node = try Checkpoints(directory: folder, key: key)
        let frontier = try await test.house.read { tx in try tx.frontier() }
        try await node.resume(LedgerHead(size: Int64(frontier.count), root: frontier.root), frontier, at: test.clock.now) { _ in MerkleTree.emptyRoot
        }
        return node
    }

    @Test func `a node signs what others added, once it follows from what it signed itself`() async throws {
        let test = try await TestHouse.demo()
        let node = try await node(test)
        try await act(test)
        try await node.follow(test.house.storage, at: test.clock.now)
        #expect(node.last?.root == test.house.checkpoints.last?.root && node.last?.size == test.house.checkpoints.last?.size)
    }

    @Test func `a node signs no tree that the acts since do not give`() async throws {
        let test = try await TestHouse.demo()
        let node = try await node(test)
        let signed = try #require(node.last)
        try await act(test)
        try await test.house.storage.write(.alone) { tx in
            try tx.run("UPDATE acts SET body = (SELECT body FROM acts WHERE position = 0) WHERE position = \(signed.size)")
        }
        await #expect(throws: (any Error).self) { try await node.follow(test.house.storage, at: test.clock.now) }
        #expect(node.last == signed)
    }
}
