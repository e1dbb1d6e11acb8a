import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// MISSION M2: what needs attention, on the pages of an entity and a quality.
@Suite struct AttentionTests {
    private func attention(_ walk: UsersWalk) async throws -> Attention {
        let (quality, now) = (walk.quality, walk.test.clock.now)
        return try await walk.test.house.read { tx in try tx.attention(quality, at: now) }
    }

    @Test func `a registration that waits is counted until nothing of it is left to confirm`() async throws {
        let walk = try await UsersWalk.demo()
        let (test, before) = (walk.test, try await attention(walk).waiting)
        let preparedActs = PreparedActs(test: test)
        try await preparedActs.saveDraft(of: Town.amelie.ssin, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        #expect(try await attention(walk).waiting == before + 1)
        let page = try await test.signedIn(Town.jan).get(walk.path(.quality)).body
        #expect(page.contains(walk.words("attention.waiting", ["count": "\(before + 1)"])))
        try await preparedActs.register(Town.amelie, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        #expect(try await attention(walk).waiting == before)
    }

    @Test func `whoever manages alone is told so, until somebody else could act, and again while that one is blocked`() async throws {
        let test = try await TestHouse.demo()
        let preparedActs = PreparedActs(test: test)
        try await preparedActs.designate(Town.claire, of: Town.tournesol, by: Town.claire)
        try await preparedActs.activate("nsso-employer", for: Town.tournesol, by: Town.claire)
        let quality = try await test.quality(Town.tournesol, "nsso-employer")
        func isAlone() async throws -> Bool {
            let now = test.clock.now
            return try await test.house.read { tx in try tx.attention(quality, at: now).isManagedAlone }
        }
        #expect(try await isAlone())
        let sentence = test.house.pages.texts.say("attention.alone", in: .en)
        let claire = try await test.signedIn(Town.claire)
        for path in [Address.entity(Town.tournesol.number), Address.quality(Town.tournesol.number, quality.id)] {
            #expect(try await claire.get(path).body.contains(sentence), "\(path)")
        }
        try await preparedActs.appointCoManager(Town.amelie, of: "nsso-employer", in: Town.tournesol, by: Town.claire)
        #expect(try await isAlone() == false)
        try await preparedActs.end(.block, Town.amelie, of: "nsso-employer", in: Town.tournesol, by: Town.claire)
        #expect(try await isAlone())
    }

    @Test func `who is blocked for more than ninety days is counted, and the link finds them`() async throws {
        let walk = try await UsersWalk.demo()
        try await PreparedActs(test: walk.test).end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        walk.test.clock.advance(by: 89 * 86_400)
        let before = try await attention(walk).blockedLong
        walk.test.clock.advance(by: 2 * 86_400)
        #expect(try await attention(walk).blockedLong == before + 1)
        let jan = try await walk.test.signedIn(Town.jan)
        #expect(try await jan.get(walk.path(.quality)).body.contains("\(walk.path(.users))?status=blocked"))
        #expect(try await jan.get("\(walk.path(.users))?status=blocked").body.contains("El Amrani"))
    }

    @Test func `who has not chosen a password two weeks after registration is counted`() async throws {
        let walk = try await UsersWalk.demo()
        let test = walk.test
        let before = try await attention(walk).unusedPasswords
        try await PreparedActs(test: test).register(Town.amelie, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        let hash = try await test.house.passwords.hash(Town.password)
        try await test.house.write { [now = test.clock.now] tx in
            if try tx.account(of: Town.amelie.id) == nil {
                try tx.openAccount(UserName("amelietest"), password: hash, mustChange: true, for: Town.amelie.id, at: now)
            } else {
                _ = try tx.keep(["must_change": 1.bound], in: .accounts, where: "person = \(Town.amelie.id)")
            }
        }
        #expect(try await attention(walk).unusedPasswords == before)
        test.clock.advance(by: 15 * 86_400)
        let counted = try await attention(walk).unusedPasswords
        try await test.house.write { tx in _ = try tx.keep(["must_change": 0.bound], in: .accounts, where: "person = \(Town.amelie.id)") }
        #expect(try await attention(walk).unusedPasswords == counted - 1)
    }

    @Test func `it is told to nobody who may not act on it`() async throws {
        let walk = try await UsersWalk.demo()
        try await PreparedActs(test: walk.test).saveDraft(of: Town.amelie.ssin, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        let page = try await walk.test.signedIn(Town.fatima).get(walk.path(.quality))
        #expect(page.status == .forbidden && !page.body.contains("id=\"attention\""))
    }
}
