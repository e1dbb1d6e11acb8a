import Crypto
import Foundation
import Rules
import Sample
import Standards
import Testing

@testable import Server

/// A witness says when it cosigned. Whoever watches its age trusts that it was about now.
@Suite struct WitnessTimeTests {
    @Test(arguments: [0.0, 299, -299]) func `a cosignature of about now is taken`(seconds: TimeInterval) async throws {
        #expect(try await taken(seconds) != nil)
    }

    @Test(arguments: [301.0, -301, 86_400, 9e15]) func `a cosignature of another time is refused, however right it is`(seconds: TimeInterval)
        async throws
    {
        await #expect(throws: WitnessClient.Refusal.self) { try await taken(seconds) }
    }

    private func taken(_ seconds: TimeInterval) async throws -> Date? {
        let test = try await TestHouse.demo()
        let (now, key) = (test.clock.now, Curve25519.Signing.PrivateKey())
        let noteKey = try #require(NoteKey(name: "witness.example", publicKey: key.publicKey, kind: .cosignature))
        let signed = try #require(try test.house.checkpoints.signed(at: now))
        let cosigned = try #require(try signed.cosigned(at: now.addingTimeInterval(seconds), name: "witness.example", key: key))
        let lines = cosigned.text.split(separator: "\n").filter { $0.contains("witness.example") }.map { $0 + "\n" }.joined()
        let answer = HTTPPost.Answer(status: 200, contentType: "text/plain", body: Array(lines.utf8))
        return try WitnessClient.cosignatures(answer, of: signed, by: noteKey, at: now).cosigned(by: noteKey)
    }
}
