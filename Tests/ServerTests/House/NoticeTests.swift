import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server

/// After an act: what happened, and to whom. No name travels in a cookie or an address.
@Suite struct NoticeTests {
    @Test func `a notice names whom it is about, and only a key of them travels`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, user) = (try await walk.test.signedIn(Town.jan, language: "fr"), try await walk.user(Town.fatima))
        let answer = try await jan.post(walk.path(.blockUser, user), ["reason": "absence"])
        #expect(jan.cookie("chatelaine-notice") == "userBlocked.\(user)")
        #expect(answer.location == walk.path(.user, user))
        #expect(try await jan.get(walk.path(.user, user)).body.contains("Fatima El Amrani\u{A0}: le blocage a réussi."))
        #expect(jan.cookie("chatelaine-notice") == nil)
    }

    @Test func `a page about somebody else names nobody`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, user) = (try await walk.test.signedIn(Town.jan), try await walk.user(Town.fatima))
        _ = try await jan.post(walk.path(.blockUser, user), ["reason": "absence"])
        let other = try await jan.get(walk.path(.user, try await walk.user(Town.pieter)))
        #expect(other.body.contains("The user has been blocked.") && !other.body.contains("Pieter Claes has been blocked"))
    }

    @Test func `a forged key names nobody of another quality`() async throws {
        let walk = try await UsersWalk.demo()
        let secretariat = try await walk.test.quality(Town.meuse, "approved-social-secretariat")
        let foreign = try await walk.test.house.read { tx in
            try tx.rows("SELECT id FROM assignments WHERE quality = \(secretariat.id) LIMIT 1") { try $0.integer("id") }
        }
        let jan = try await walk.test.signedIn(Town.jan)
        for cookie in ["userRemoved.\(try #require(foreign.first))", "userRemoved.1", "userRemoved.x", "named.userRemoved", "userRemoved.1.2", "."] {
            jan.keep("chatelaine-notice", cookie)
            let page = try await jan.get(walk.path(.users))
            #expect(page.status == .ok && !page.body.contains("has been removed from") && !page.body.contains("{name}"), "\(cookie)")
        }
    }
}
