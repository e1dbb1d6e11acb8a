import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// What was done, in plain words, for whoever manages it (MISSION M13, U4).
@Suite struct HistoryTests {
    @Test func `a history tells who did what to whom, as what, and what changed, the newest first`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.give(["dimona", "belcotax"])
        try await walk.block(by: Town.sofie)
        let page = try await walk.test.signedIn(Town.jan).get(walk.ofQuality)
        #expect(page.status == .ok)
        let told = walk.told(page)
        #expect(told.first == "Sofie Peeters blocked Fatima El Amrani as a user.")
        #expect(told.dropFirst().first == "Jan Vermeulen changed the applications of Fatima El Amrani.")
        #expect(page.body.contains("<dt>Applications added</dt><dd>\(try walk.label("belcotax"))</dd>"))
        #expect(page.body.contains("<dt>Applications removed</dt><dd>\(try walk.label("dmfa"))</dd>"))
        #expect(page.body.contains("<dt>Reason</dt><dd>Long absence</dd>"))
        #expect(page.body.contains(">Chief Access Manager</td>") && page.body.contains(">Access Manager</td>"))
    }

    @Test func `every act of a history stands on one of its pages, once`() async throws {
        let walk = try await HistoryWalk.demo()
        let quality = walk.walk.quality.id
        let all = try await walk.test.acts().filter { $0.quality == quality }.sorted { $0.at > $1.at }.map(\.id)
        for size in [1, 7, 50] {
            var (found, cursor): ([Act.ID], Cursor?) = ([], nil)
            repeat {
                let page = try await walk.read(.quality(quality), at: cursor, size: size)
                #expect(page.entries.count <= size)
                found += page.acts.map(\.id)
                cursor = page.next
            } while cursor != nil
            #expect(Set(found) == Set(all) && found.count == all.count)
        }
    }

    @Test func `a history is asked by kind, by person and by period, alone and together`() async throws {
        let walk = try await HistoryWalk.demo()
        let other = try #require(try await walk.others.first)
        try await walk.block()
        try await walk.block(other, by: Town.sofie)
        walk.test.clock.advance(by: 86_400 * 3)
        try await walk.perform(UnblockUser(user: walk.fatima, in: walk.place))
        let sofie = try await walk.test.signedIn(Town.sofie)
        func told(_ fields: KeyValuePairs<String, String>) async throws -> [String] {
            walk.told(try await walk.filtered(sofie, walk.ofQuality, fields))
        }
        let blockings = try await walk.blockings()
        #expect(try await told(["act": "user.blocked"]).count == blockings)
        #expect(try await told(["act": "user.blocked", "who": "el amrani"]) == ["Jan Vermeulen blocked Fatima El Amrani as a user."])
        #expect(try await told(["who": "sofiepeeters", "act": "user.blocked"]).count == 1)
        let today = walk.test.house.zone.day(walk.test.clock.now).text
        #expect(try await told(["from": today]) == ["Jan Vermeulen unblocked Fatima El Amrani as a user."])
        #expect(try await told(["until": today, "who": "fatimaelamrani"]).count >= 2)
        #expect(try await told(["from": "2030-01-01"]).isEmpty)
        // Nobody is found by a name that nobody here has.
        #expect(try await told(["who": "Nobody At All"]).isEmpty)
    }

    @Test func `a national number finds its person, and stands in no address`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.block()
        let sofie = try await walk.test.signedIn(Town.sofie)
        let answer = try await sofie.post(walk.ofEntity, ["who": Town.fatima.ssin.formatted, "act": "user.blocked"])
        let location = try #require(answer.location)
        #expect(answer.status == .seeOther && !location.contains("88") || !location.replacing(/[^0-9]/, with: "").contains(Town.fatima.ssin.digits))
        #expect(walk.told(try await sofie.get(location)) == ["Jan Vermeulen blocked Fatima El Amrani as a user."])
        // Somebody else's sealed number means nothing here.
        let jan = try await walk.test.signedIn(Town.jan)
        let blockings = try await walk.blockings()
        #expect(walk.told(try await jan.get(location.replacing(walk.ofEntity, with: walk.ofQuality))).count == blockings)
    }

    @Test func `what cannot be asked is told beside its field, and a forged place leads to the first page`() async throws {
        let walk = try await HistoryWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        for fields: KeyValuePairs in [["from": "2026-02-30"], ["until": "yesterday"], ["from": "2026-03-02", "until": "2026-03-01"]] {
            let page = try await jan.post(walk.ofQuality, fields)
            #expect(page.status == .unprocessableContent && page.body.contains(#"aria-invalid="true""#))
        }
        #expect(try await jan.get("\(walk.ofQuality)?at=nonsense").status == .badRequest)
        let other = Cursor(.before, [.text("x")]).encoded
        let (first, forged) = (try await jan.get(walk.ofQuality), try await jan.get("\(walk.ofQuality)?at=\(other)"))
        #expect(walk.told(first) == walk.told(forged))
        #expect(try await jan.get("\(walk.ofQuality)?act=everything&who=%3Cscript%3E").status == .ok)
    }

    @Test func `a person's history holds what was done to them there and nothing else`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.block()
        try await walk.block(try #require(try await walk.others.first))
        let page = try await walk.test.signedIn(Town.jan).get(walk.ofFatima)
        let told = walk.told(page)
        #expect(told.first == "Jan Vermeulen blocked Fatima El Amrani as a user.")
        #expect(told.count == 2 && told.allSatisfy { $0.contains("Fatima El Amrani") })
        let user = try await walk.test.signedIn(Town.jan).get(walk.walk.path(.user, walk.fatima))
        #expect(user.body.contains("href=\"\(walk.ofFatima)\""))
    }

    @Test func `the history of an entity names each quality, and its managers do not see it`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.block()
        let page = try await walk.test.signedIn(Town.sofie).get(walk.ofEntity)
        #expect(page.body.contains("<dt>Quality</dt><dd>NSSO employer 1999991-58</dd>"))
        #expect(try await walk.test.signedIn(Town.jan).get(walk.ofEntity).status == .forbidden)
        #expect(try await walk.test.signedIn(Town.nadia).get(walk.ofQuality).status == .notFound)
    }

    @Test func `an act that cannot be proven, or that is another's, is not told`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.block()
        let (quality, foreign) = (walk.walk.quality.id, Town.vennbahn.id)
        try await walk.test.house.storage.write { tx in
            _ = try tx.run("UPDATE acts SET salt = NULL WHERE position = (SELECT MAX(position) FROM acts)")
            // An act of another entity, moved into this history by its columns alone.
            _ = try tx.run(
                "UPDATE acts SET quality = \(quality) WHERE position = (SELECT MIN(position) FROM acts WHERE entity = \(foreign) AND quality IS NOT NULL)"
            )
        }
        let page = try await walk.test.signedIn(Town.jan).get(walk.ofQuality)
        #expect(page.status == .ok)
        #expect(walk.told(page).count { $0 == walk.walk.sentence("history.unproven") } == 2)
        #expect(!page.body.contains("blocked Fatima") && !page.body.contains("Karl Weber"))
    }

    @Test func `no more is looked through for a page than its bound, and going on finds the rest`() async throws {
        let walk = try await HistoryWalk.demo()
        let (quality, entity, fatima) = (walk.walk.quality, walk.walk.entity, Town.fatima.id)
        let (house, now) = (walk.test.house, walk.test.clock.now)
        let authority = try await walk.test.occasion(of: Town.jan, .manageUsers, in: walk.place).acting.authority
        let other = try await walk.test.quality(entity, "care-home")
        try await house.write { tx in
            for number in 0..<2100 {
                try tx.enact(
                    Act(
                        id: .init(rawValue: house.newID()), code: .userEdited, at: now.addingTimeInterval(Double(number + 1)), actor: Town.jan.id,
                        authority: authority, entity: entity.id, quality: other.id, subject: fatima))
            }
        }
        let scope = HistoryScope.person(fatima, in: Place(quality))
        let first = try await walk.read(scope)
        #expect(first.entries.isEmpty && first.lookedBackTo != nil)
        let second = try await walk.read(scope, at: try #require(first.next))
        #expect(second.entries.isEmpty && second.lookedBackTo != nil)
        let last = try await walk.read(scope, at: try #require(second.next))
        #expect(last.acts.map(\.code) == [.userRegistered] && last.next == nil && last.lookedBackTo == nil)
        let page = try await walk.test.signedIn(Town.jan).get(walk.ofFatima)
        #expect(page.body.contains("Searched back to") && walk.next(page) != nil)
    }

    @Test func `no history reads a table from end to end`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.block()
        let (jan, sofie) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.sofie))
        try await walk.test.house.decisions.load()
        walk.test.database.scans.begin()
        for query in ["", "?act=user.blocked", "?who=Fatima", "?who=Fatima&act=user.blocked", "?from=2026-01-01&until=2030-01-01"] {
            for path in [walk.ofQuality, walk.ofFatima] { #expect(try await jan.get(path + query).status == .ok) }
            #expect(try await sofie.get(walk.ofEntity + query).status == .ok)
            for path in [Address.ownHistory(), Address.ownViews()] { #expect(try await jan.get(path + query).status == .ok) }
        }
        #expect(walk.test.database.scans.statements == [], "an index is missing")
    }
}

extension HistoryWalk {
    /// How often a user of the quality was blocked.
    func blockings() async throws -> Int {
        let quality = walk.quality.id
        return try await test.acts().count { $0.quality == quality && $0.code == .userBlocked }
    }

    func label(_ code: SecuredApplication.Code) throws -> String {
        let label = try #require(domain.application(code)?.labels[.en])
        return label.replacing("&", with: "&amp;").replacing("'", with: "&#39;")
    }
}
