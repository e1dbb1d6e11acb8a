import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server

@Suite struct ThrottleTests {
    @Test func `the wait doubles after the free tries, up to a quarter of an hour`() {
        let account = Throttle.account("sofiepeeters")
        #expect([0, 1, 4, 5, 6, 7, 8].map(account.wait) == [0, 0, 0, 1, 2, 4, 8])
        #expect(account.wait(after: 15) == Throttle.longest && account.wait(after: 100_000) == Throttle.longest)
        #expect(Throttle.address("192.0.2.1").wait(after: 29) == 0 && Throttle.address("192.0.2.1").wait(after: 30) == 1)
    }

    @Test func `after five wrong passwords even the right one must wait`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("sofiepeeters", times: 5)
        let page = try await test.browser().signIn("sofiepeeters")
        #expect(page.status == .tooManyRequests && page.headers[.retryAfter] == "1" && page.body.contains("Wait 1 second before"))
        test.clock.advance(by: 1)
        #expect(try await test.browser().signIn("sofiepeeters").status == .seeOther)
    }

    @Test func `each failure after that makes the next wait longer`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("sofiepeeters", times: 5)
        for wait in [1, 2, 4, 8] {
            let page = try await test.browser().signIn("sofiepeeters")
            #expect(page.headers[.retryAfter] == String(wait))
            test.clock.advance(by: Double(wait))
            #expect(try await test.browser().signIn("sofiepeeters", "wrong").status == .unprocessableContent)
        }
    }

    @Test func `a try that is not heard does not make the wait longer`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("sofiepeeters", times: 5)
        test.clock.advance(by: 1)
        try await test.fail("sofiepeeters", times: 1)
        for _ in 0..<10 { #expect(try await test.browser().signIn("sofiepeeters").headers[.retryAfter] == "2") }
    }

    @Test func `names that nobody has are slowed all the same`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("nobodyknown", times: 5)
        #expect(try await test.browser().signIn("nobodyknown").status == .tooManyRequests)
    }

    @Test func `one account's failures do not slow another`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("sofiepeeters", times: 5)
        #expect(try await test.browser().signIn("janvermeulen").status == .seeOther)
    }

    @Test func `signing in starts the account's count anew`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("sofiepeeters", times: 4)
        #expect(try await test.browser().signIn("sofiepeeters").status == .seeOther)
        try await test.fail("sofiepeeters", times: 4)
        #expect(try await test.browser().signIn("sofiepeeters").status == .seeOther)
    }

    @Test func `a day without failures starts it anew as well`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("sofiepeeters", times: 5)
        test.clock.advance(by: 24 * 3600)
        try await test.fail("sofiepeeters", times: 4)
        #expect(try await test.browser().signIn("sofiepeeters").status == .seeOther)
    }

    @Test func `an address that tries many names is slowed, and a password of one's own does not help`() async throws {
        let test = try await TestHouse.demo()
        for number in 0..<30 {
            #expect(try await test.browser().signIn("guessed\(number)", "wrong").status == .unprocessableContent)
            if number % 4 == 0 { #expect(try await test.browser().signIn("janvermeulen").status == .seeOther) }
        }
        #expect(try await test.browser().signIn("janvermeulen").status == .tooManyRequests)
        test.clock.advance(by: 3600)
        #expect(try await test.browser().signIn("janvermeulen").status == .seeOther)
    }

    @Test func `many tries at once do not slip through together`() async throws {
        let test = try await TestHouse.demo()
        let heard = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
            for _ in 0..<20 { group.addTask { try await test.browser().signIn("sofiepeeters", "wrong").status } }
            return try await group.reduce(into: 0) { count, status in count += status == .unprocessableContent ? 1 : 0 }
        }
        #expect(heard == 5)
    }

    @Test func `what was counted is forgotten once it no longer matters`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("guessed", times: 1)
        test.clock.advance(by: 24 * 3600 + 1)
        try await test.fail("sofiepeeters", times: 1)
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM sign_in_failures") } == 2)
    }

    @Test func `what is counted names nobody`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("sofiepeeters", times: 1)
        let kept = try await test.house.read { tx in try tx.rows("SELECT digest FROM sign_in_failures") { try $0.bytes("digest") } }
        #expect(kept.count == 2 && kept.allSatisfy { $0.count == 32 })
    }
}

extension TestHouse {
    func fail(_ userName: String, times: Int) async throws {
        for _ in 0..<times { #expect(try await browser().signIn(userName, "wrong").status == .unprocessableContent) }
    }
}
