import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Who changed my data or accesses, and who looked at them (MISSION U4).
@Suite struct OwnHistoryTests {
    @Test func `one's own history tells of every entity what was done, and by whom`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.block()
        let page = try await walk.test.signedIn(Town.fatima).get(Address.ownHistory())
        #expect(walk.told(page).first == "Jan Vermeulen blocked Fatima El Amrani as a user.")
        #expect(page.body.contains("<dt>Entity</dt><dd>Zorghuis De Linde vzw</dd>"))
        #expect(!page.body.contains("/users/undo/"))
        // Nobody else's.
        #expect(!walk.told(try await walk.test.signedIn(Town.nadia).get(Address.ownHistory())).contains { $0.contains("Fatima") })
    }

    @Test func `whoever saw my number in full, or looked for me by it, is named with the place and the page`() async throws {
        let walk = try await HistoryWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        _ = try await jan.get(walk.walk.path(.user, walk.fatima))
        try await walk.test.house.disclosures.write()
        let fatima = try await walk.test.signedIn(Town.fatima)
        let page = try await fatima.get(Address.ownViews())
        #expect(walk.told(page) == ["Jan Vermeulen saw your SSIN in full."])
        #expect(page.body.contains("<dd>The person&#39;s entry</dd>") && page.body.contains(">Access Manager</td>"))
        #expect(walk.told(try await fatima.submit(Address.ownViews(), ["until": "2020-01-01"])).isEmpty)
        // Looked up without a role there.
        walk.test.clock.advance(by: 60)
        _ = try await jan.post(walk.walk.path(.newUser), ["ssin": Town.lucas.ssin.digits])
        #expect(walk.told(try await walk.test.signedIn(Town.lucas).get(Address.ownViews())).contains("Jan Vermeulen looked for you by your SSIN."))
    }

    @Test func `views are paged, each once, the newest first`() async throws {
        let walk = try await HistoryWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        for _ in 0..<5 {
            walk.test.clock.advance(by: 5)
            _ = try await jan.get(walk.walk.path(.user, walk.fatima))
        }
        try await walk.test.house.disclosures.write()
        var (found, cursor): ([PersonView], Cursor?) = ([], nil)
        repeat {
            let at = cursor
            let page = try await walk.test.house.read { tx in try tx.views(of: Town.fatima.id, HistoryFilter(), at: at, size: 2) }
            found += page.views
            cursor = page.next
        } while cursor != nil
        #expect(found.count == 5 && Set(found.map(\.id)).count == 5)
        #expect(found.map(\.at) == found.map(\.at).sorted(by: >))
    }

    @Test func `what people do to their own data is offered in their own history, and in no other`() {
        let own: [ActCode] = [
            .personContactChanged, .personPasswordChanged, .personNamesCorrected, .personCertificateRegistered, .personCertificateRemoved,
        ]
        #expect(Set(HistoryScope.oneself(Town.jan.id).codes).isSuperset(of: own))
        let others: [HistoryScope] = [
            .entity(Town.deLinde.id), .quality(.init(rawValue: 1)), .person(Town.jan.id, in: Place(entity: Town.deLinde.id, quality: nil)),
        ]
        for scope in others { #expect(Set(scope.codes).isDisjoint(with: own)) }
    }
}
