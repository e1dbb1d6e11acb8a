import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// A summary has an address of its own, for the browser's back button (MISSION P2).
@Suite struct SummaryTests {
    private let path = "/entities/0999999130/activate"

    private func typed(_ test: TestHouse) async throws -> KeyValuePairs<String, String> {
        [
            "domain": "social-action", "email": "info@delinde.example.org", "who": "myself",
            "step": "summary",
        ]
    }

    @Test func `going back to the summary shows it again, and after the confirmation says that it is done`() async throws {
        let test = try await TestHouse.demo()
        let sofie = try await test.signedIn(Town.sofie)
        let fields = try await typed(test)
        let summary = try #require(try await sofie.post(path, fields).location)
        #expect(!summary.contains("delinde.example.org"))
        for _ in 0..<2 { #expect(try await sofie.get(summary).body.contains("info@delinde.example.org")) }
        _ = try await sofie.post(path, KeyValuePairs(dictionaryLiteral: fields[0], fields[1], fields[2], ("step", "confirm")))
        let again = try await sofie.get(summary)
        #expect(again.status == .unprocessableContent)
        #expect(again.body.contains(test.house.pages.texts.say("refusals.qualityAlreadyActive.why", in: .en)))
    }

    @Test func `nobody else reads it, nor anybody at another address, nor an hour later`() async throws {
        let test = try await TestHouse.demo()
        try await PreparedActs(test: test).appointCoChief(Town.marc, of: Town.deLinde, by: Town.sofie)
        let (marc, sofie) = (try await test.signedIn(Town.marc), try await test.signedIn(Town.sofie))
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let path = "/entities/0999999130/qualities/\(quality.id)/manager"
        let summary = try #require(try await marc.post(path, ["who": "chief"]).location)
        #expect(try await marc.get(summary).body.contains("Sofie Peeters"))
        #expect(try await sofie.get(summary).location == path)

        let elsewhere = summary.replacing(path, with: "/entities/0999999130/qualities/\(quality.id)/users/\(try await user(test))/applications")
        #expect(try await marc.get(elsewhere).location == String(elsewhere.prefix { $0 != "?" }))

        for _ in 0..<3 {
            test.clock.advance(by: 25 * 60)
            #expect(try await marc.get(path).status == .ok)
        }
        let late = try await marc.get(summary)
        #expect(late.location == path)
        #expect(try await marc.get(path).body.contains(test.house.pages.texts.say("notices.heldFormGone", in: .en)))
    }

    private func user(_ test: TestHouse) async throws -> Assignment.ID {
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        return try #require(try await test.house.read { tx in try tx.holding(of: Town.fatima.id, in: quality.id) }).assignment.id
    }
}
