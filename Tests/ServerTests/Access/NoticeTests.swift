import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// After an act: what happened, and to whom. No name travels in a cookie or an address.
@Suite struct NoticeTests {
    @Test func `a notice names whom it is about, and only a key of them travels`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, user) = (try await walk.test.signedIn(Town.jan, language: "fr"), try await walk.user(Town.fatima))
        let answer = try await jan.post(walk.path(.blockUser, user), ["reason": "absence"])
        let cookie = try #require(jan.cookie("chatelaine-notice"))
        #expect(cookie.wholeMatch(of: /userBlocked\.(\d+)\.[\w-]{43}/)?.1 == "\(user)")
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

    @Test func `a cookie that we did not give this browser shows nothing, whomever it is about`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, pieter, user) = (
            try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.pieter), try await walk.user(Town.fatima)
        )
        for browser in [jan, pieter] { _ = try await browser.get(walk.path(.users)) }
        _ = try await jan.post(walk.path(.removeUser, user))
        let given = try #require(jan.cookie("chatelaine-notice"))
        let proof = String(given.suffix(43))
        // Somebody of this very quality, whose name the page would know.
        let forged = [
            "userRemoved.\(user)", "userRemoved", "userBlocked.\(user).\(proof)", "userRemoved.\(proof)", "userRemoved.\(user).\(Secret.random())",
            "userRemoved.\(user).", "named.userRemoved.\(proof)", ".", "",
        ]
        for (browser, cookies) in [(jan, forged), (pieter, forged + [given])] {
            for cookie in cookies {
                browser.keep("chatelaine-notice", cookie)
                let page = try await browser.get(walk.path(.users))
                let isTold = page.body.contains("has been removed") || page.body.contains("has been blocked") || page.body.contains("El Amrani")
                #expect(page.status == .ok && !isTold, "\(cookie)")
            }
        }
        jan.keep("chatelaine-notice", given)
        #expect(try await jan.get(walk.path(.users)).body.contains("Fatima El Amrani has been removed"))
    }

    @Test func `a key that is told on a page of another quality names nobody`() async throws {
        let walk = try await UsersWalk.demo()
        let secretariat = try await walk.test.quality(Town.meuse, "approved-social-secretariat")
        let found = try await walk.test.house.read { tx in
            try tx.rows("SELECT id FROM assignments WHERE quality = \(secretariat.id) LIMIT 1") { try $0.integer("id") }
        }
        let jan = try await walk.test.signedIn(Town.jan)
        _ = try await jan.get(walk.path(.users))
        let foreign = try #require(found.first)
        for key in [foreign, 1] {
            jan.keep("chatelaine-notice", try walk.test.notice("userRemoved.\(key)", for: jan))
            let page = try await jan.get(walk.path(.users))
            #expect(page.body.contains(walk.words("notices.userRemoved")) && !page.body.contains("has been removed from"))
        }
    }
}
