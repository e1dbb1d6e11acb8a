import Crypto
import Foundation
import HTTPTypes
import Standards
import Testing

@testable import Server

/// What a witness knows outlives it, and is never replaced by less (C2SP tlog-witness). Its refusals are tried one by one in WitnessedLogTests.
@Suite struct WitnessTests {
    private static let origin = "log.example/other"
    private static let leaves = (0..<30).map { MerkleTree.leafHash(of: "entry \($0)".utf8) }

    private let directory = FileManager.default.temporaryDirectory.appending(path: "witness-\(UUID().uuidString)")
    private let key = Curve25519.Signing.PrivateKey()
    private let log = Curve25519.Signing.PrivateKey()
    private let now = Date(timeIntervalSince1970: 1_772_442_000)

    private func opened() throws -> Witness {
        try Witness(directory: directory, key: key, logs: [try #require(NoteKey(name: Self.origin, publicKey: log.publicKey))])
    }

    private func request(_ old: Int, _ size: Int, of leaves: [MerkleHash] = leaves, origin: String = origin) throws -> String {
        let known = Array(leaves.prefix(size))
        let checkpoint = try #require(Checkpoint(origin: origin, size: size, root: MerkleTree.root(of: known)))
        let signed = try #require(try SignedCheckpoint(checkpoint, name: origin, key: log))
        return AddCheckpointRequest(oldSize: old, proof: try #require(MerkleTree.consistencyProof(from: old, in: known)), signed: signed).text
    }

    private func isCosigned(_ answer: Witness.Answer) -> Bool { if case .cosigned = answer { true } else { false } }

    @Test func `what it cosigned is known to the next that opens its folder`() async throws {
        #expect(isCosigned(try await opened().answer(request(0, 7), at: now)))
        #expect(try await opened().answer(request(0, 9), at: now) == .refused(.knows(size: 7)))
        #expect(isCosigned(try await opened().answer(request(7, 9), at: now)))
        #expect(try await opened().answer(request(7, 9), at: now) == .refused(.knows(size: 9)))
    }

    @Test func `it answers with its own cosignature, and says when`() async throws {
        let witness = try opened()
        let text = try request(0, 7)
        guard case .cosigned(let lines) = try await witness.answer(text, at: now) else { throw Unexpected() }
        let signed = try #require(AddCheckpointRequest(text: text)).signed
        #expect(signed.adding(try #require(SignedCheckpoint.Signature.read(text: lines))).cosigned(by: witness.key) == now)
        #expect(witness.key.name.hasPrefix("chatelaine/witness/"))
    }

    @Test func `what is refused leaves no trace`() async throws {
        let witness = try opened()
        _ = try await witness.answer(request(0, 7), at: now)
        let before = try contents()
        var forked = Self.leaves
        forked[2] = MerkleTree.leafHash(of: "another entry".utf8)
        #expect(try await witness.answer(request(7, 9, of: forked), at: now) == .refused(.inconsistent))
        #expect(try await witness.answer(request(0, 7, origin: "log.example/unknown"), at: now) == .unknownLog)
        #expect(try await witness.answer("old 7\n", at: now) == .unreadable)
        #expect(try contents() == before)
    }

    @Test func `of many that ask at once none makes it know less`() async throws {
        let witness = try opened()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for size in 1...30 {
                group.addTask {
                    // Each begins again from what it is told, as a log does.
                    var old = 0
                    while old < size {
                        guard case .refused(.knows(let known)) = try await witness.answer(request(old, size), at: now) else { break }
                        old = known
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await opened().answer(request(0, 30), at: now) == .refused(.knows(size: 30)))
    }

    @Test(arguments: ["", "torn", "log.example/other\n7\n"]) func `it does not begin anew by itself when its file is spoilt`(left: String)
        async throws
    {
        _ = try await opened().answer(request(0, 7), at: now)
        let file = try #require(try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil).first)
        try Data(left.utf8).write(to: file)
        #expect(throws: ForgottenLog.self) { try opened() }
    }

    @Test func `the address answers with the statuses of the specification`() async throws {
        let witness = try opened()
        let test = try await TestHouse.empty { $0.witness = witness }
        let asked = { (text: String) in try await test.browser().post("/witness/add-checkpoint", raw: text, headers: [.contentType: "text/plain"]) }
        let first = try await asked(request(0, 7))
        #expect(first.status == .ok && first.body.hasPrefix("— chatelaine/witness/") && first.body.hasSuffix("\n"))
        let stale = try await asked(request(0, 9))
        #expect(stale.status == .conflict && stale.body == "7\n" && stale.headers[.contentType] == "text/x.tlog.size")
        #expect(try await asked(request(0, 7, origin: "log.example/unknown")).status == .notFound)
        #expect(try await asked("nonsense").status == .badRequest)
        #expect(try await TestHouse.empty().browser().post("/witness/add-checkpoint", raw: request(0, 7)).status == .notFound)
    }

    private func contents() throws -> [Data] {
        try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil).map { try Data(contentsOf: $0) }
    }

    private struct Unexpected: Error {}
}
