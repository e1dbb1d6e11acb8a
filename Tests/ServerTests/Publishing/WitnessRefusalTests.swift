import Crypto
import Foundation
import Rules
import Sample
import Standards
import Testing

@testable import Server

/// What a witness says, or does not say, is told to whoever verifies beside the server.
@Suite struct WitnessRefusalTests {
    private let key = Curve25519.Signing.PrivateKey()

    private func address(_ url: String = "https://other.example/witness") throws -> WitnessAddress {
        try #require(WitnessAddress("\(url) \(NoteKey.ofWitness(key.publicKey).text)"))
    }

    private func options(_ test: TestHouse, _ witnesses: WitnessAddress...) throws -> Options {
        var options = Options()
        (options.data, options.database) = (test.data, "\(try test.database.url())")
        options.destinations.witnesses = witnesses
        return options
    }

    private func publisher(_ test: TestHouse, _ witness: WitnessAddress) throws -> CheckpointPublisher {
        let (house, checkpoints) = (test.house, test.house.checkpoints)
        var destinations = CheckpointDestinations()
        destinations.witnesses = [witness]
        return CheckpointPublisher(
            checkpoints, to: destinations, copies: try CheckpointCopies(in: checkpoints.directory, copy: nil, key: checkpoints.publicKey),
            storage: house.storage, meters: house.metrics.checkpoints, logger: house.logger, clock: house.clock, newID: house.newID)
    }

    @Test func `a witness that has not cosigned, or whose cosignature is gone, is told`() async throws {
        let (test, witness) = (try await TestHouse.demo(), try address())
        let directory = test.house.checkpoints.directory
        #expect(Audit.unchecked(try options(test)) == [])
        #expect(Audit.unchecked(try options(test, witness)).map { $0.contains("\(witness.key.name) has not cosigned yet") } == [true])

        let signed = try #require(try test.house.checkpoints.signed(at: test.clock.now))
        let cosigned = try #require(try signed.cosigned(at: test.clock.now, name: witness.key.name, key: key))
        try CheckpointFiles.write(cosigned, by: witness.key, in: directory)
        #expect(Audit.unchecked(try options(test, witness)) == [])
        #expect(try Audit.notes(options(test, witness)).contains { $0.contains("the first \(signed.checkpoint.size) acts") })
        #expect(try Audit.notes(options(test)).contains { $0.contains("no witness is named") })
        for file in try CheckpointFiles.witnessed(in: directory) { try FileManager.default.removeItem(at: file) }
        #expect(Audit.unchecked(try options(test, witness)).count == 1)
    }

    @Test func `that a witness refuses is kept until it cosigns, and known to a server that is started anew`() async throws {
        let (test, witness) = (try await TestHouse.demo(), try address())
        let (directory, meters) = (test.house.checkpoints.directory, test.house.metrics.checkpoints)
        try WitnessRefusal.keep("it cosigned 9 acts already", by: witness.key, at: test.clock.now, in: directory)
        try WitnessRefusal.keep("it cosigned 10 acts already", by: witness.key, at: test.clock.now.addingTimeInterval(60), in: directory)
        let kept = WitnessRefusal(witness: witness.key.name, since: test.clock.now, reason: "it cosigned 10 acts already")
        #expect(WitnessRefusal.all(in: directory) == [kept])
        // Also to whoever names no witness.
        #expect(Audit.unchecked(try options(test)) == ["\(kept)"])
        _ = try publisher(test, witness)
        #expect(meters.refusals.map(\.isRefusing) == [true])

        try WitnessRefusal.forget(by: witness.key, in: directory)
        try WitnessRefusal.forget(by: witness.key, in: directory)
        #expect(Audit.unchecked(try options(test)) == [])
        _ = try publisher(test, witness)
        #expect(meters.refusals.map(\.isRefusing) == [false])
    }

    @Test func `without the sealing key it is said what was not checked`() async throws {
        let test = try await TestHouse.demo()
        try FileManager.default.removeItem(at: test.data.appending(path: "keys/sealing"))
        _ = try await test.verified()
        let unchecked = Audit.unchecked(try options(test))
        #expect(unchecked.count == 1 && unchecked[0].contains("who wrote the acts and rows was not checked"))
    }

    @Test func `one that cannot be reached is told in words, with its address and without its secrets`() async throws {
        let post = try #require(HTTPPost("http://somebody:hush@127.0.0.1:1/hush?hush"))
        let failure = #expect(throws: HTTPPost.Failure.self) { try post.send([], type: "text/plain") }
        let words = "\(WitnessClient.Refusal.unreached(try #require(failure)))"
        #expect(words.hasPrefix("http://127.0.0.1:1 was not reached, or did not answer: ") && words.lowercased().contains("connect"))
        #expect(!words.contains("hush") && !words.contains("curl"))
        #expect(HTTPPost("https://[2001:db8::1]:8443/")?.place == "https://[2001:db8::1]:8443")
        #expect(HTTPPost("https://other.example/witness")?.place == "https://other.example")
    }
}
