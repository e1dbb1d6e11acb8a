import Crypto
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
        #expect(Throttle.address("192.0.2.1").wait(after: 399) == 0 && Throttle.address("192.0.2.1").wait(after: 400) == 1800)
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

    @Test func `no name that is typed counts on what is counted of another`() throws {
        let (name, key) = ("sofiepeeters", SymmetricKey(size: .bits256))
        let browser = KnownBrowser.signedIn(nil, to: name, key)
        let own = [Throttle.account(name), .account(name, from: browser), .knownBrowsers(name), .ownAccount(name), .address("192.0.2.1")]
        #expect(Set(own.map(\.digest)).count == own.count)
        let typed = [
            "\(name) known browsers", "\(name) browser \(browser.id)", "known browsers \(name)", "\(name)\(browser.id)", "own account \(name)",
            "address 192.0.2.1", "\(name.utf8.count):\(name)", "",
        ]
        for typed in typed {
            for throttle in [Throttle.account(typed), .knownBrowsers(typed), .ownAccount(typed)] {
                #expect(!own.map(\.digest).contains(throttle.digest))
            }
        }
    }

    @Test func `a stranger who types more than a name keeps nobody out`() async throws {
        let test = try await TestHouse.demo()
        let own = test.browser()
        #expect(try await own.signIn("sofiepeeters").status == .seeOther)
        for _ in 0..<36 {
            test.clock.advance(by: Throttle.longest)
            #expect(try await test.browser().signIn("sofiepeeters known browsers", "wrong").status == .unprocessableContent)
        }
        #expect(try await own.post("/sign-out").status == .seeOther)
        #expect(try await own.signIn("sofiepeeters").status == .seeOther)
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

    @Test func `an address that fails more than any office is slowed, and a password of one's own does not help`() async throws {
        let test = try await TestHouse.demo()
        let known = test.browser()
        #expect(try await known.signIn("sofiepeeters").status == .seeOther)
        try await test.failures(399, at: "unknown")
        for _ in 0..<3 { #expect(try await test.browser().signIn("janvermeulen").status == .seeOther) }
        #expect(try await test.browser().signIn("guessed", "wrong").status == .unprocessableContent)
        let refused = try await test.browser().signIn("janvermeulen")
        #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] == "1800")
        #expect(try await known.signIn("sofiepeeters").status == .seeOther)
        test.clock.advance(by: 1800)
        #expect(try await test.browser().signIn("janvermeulen").status == .seeOther)
    }

    @Test func `an address is not slowed for failures of half an hour ago`() async throws {
        let test = try await TestHouse.demo()
        try await test.failures(300, at: "unknown")
        test.clock.advance(by: 1000)
        try await test.failures(99, at: "unknown")
        test.clock.advance(by: 800)
        try await test.failures(300, at: "unknown")
        #expect(try await test.browser().signIn("janvermeulen").status == .seeOther)
    }

    @Test func `a right password is heard however many give theirs at the same moment from one address`() async throws {
        let test = try await TestHouse.demo()
        let names = (0..<24).map { "office\($0 + 10)" }
        let (hash, now) = (try await test.house.passwords.hash(Town.password), test.clock.now)
        try await test.house.storage.write { tx in
            for (name, person) in zip(names, Town.deLindeCrowd + [Town.amelie]) {
                try tx.openAccount(UserName(name), password: hash, mustChange: false, for: person.id, at: now)
            }
        }
        let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
            for name in names { for _ in 0..<7 { group.addTask { try await test.browser().signIn(name).status } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count == 24 * 7 && statuses.allSatisfy { $0 == .seeOther })
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM sign_in_failures") } == 0)
    }

    @Test func `of a thousand guesses at once only the free ones are heard`() async throws {
        let test = try await TestHouse.demo()
        let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
            for _ in 0..<1000 { group.addTask { try await test.browser().signIn("sofiepeeters", "wrong").status } }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(statuses[.unprocessableContent] == 5)
        #expect(Set(statuses.keys).isSubset(of: [.unprocessableContent, .tooManyRequests, .serviceUnavailable]))
    }

    @Test func `strangers who fail do not keep the owner from changing the password`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.sofie, .password)
        try await test.fail("sofiepeeters", times: 5)
        func change(_ current: String) async throws -> Browser.Page {
            try await browser.post(
                "/me/password", ["currentPassword": current, "password": "het regent in Gent", "passwordAgain": "het regent in Gent"])
        }
        for _ in 0..<5 { #expect(try await change("wrong").status == .unprocessableContent) }
        #expect(try await change(Town.password).status == .tooManyRequests)
        test.clock.advance(by: 1)
        #expect(try await change(Town.password).status == .seeOther)
    }

    @Test func `a clock that is set back locks nobody out`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("sofiepeeters", times: 1)
        try await test.fail("janvermeulen", times: 5)
        test.clock.advance(by: 1)
        try await test.fail("janvermeulen", times: 1)
        test.clock.advance(by: -3600)
        #expect(try await test.browser().signIn("sofiepeeters").status == .seeOther)
        // Who guessed waits as long as without the clock, and no longer.
        #expect(try await test.browser().signIn("janvermeulen").headers[.retryAfter] == "2")
        test.clock.advance(by: 2)
        #expect(try await test.browser().signIn("janvermeulen").status == .seeOther)
    }

    @Test func `counts do not fill the database, and those that slow somebody are kept longest`() async throws {
        let test = try await TestHouse.demo()
        try await test.fail("sofiepeeters", times: 5)
        let now = test.clock.now
        try await test.house.storage.write { tx in
            for number in 0..<300 { _ = try tx.tryToSignIn([.account("guessed\(number)")], at: now, most: 100) }
        }
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM sign_in_failures") } <= 100)
        #expect(try await test.browser().signIn("sofiepeeters").status == .tooManyRequests)
    }

    @Test(arguments: [String(repeating: "a", count: 31), String(repeating: "a", count: 60_000)])
    func `a name that nobody can have is wrong, and nothing is counted of it`(_ name: String) async throws {
        let test = try await TestHouse.demo()
        #expect(try await test.browser().signIn(name).status == .unprocessableContent)
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM sign_in_failures") } == 0)
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
    /// As so many failures in the names of different people.
    func failures(_ number: Int, at address: String) async throws {
        let now = clock.now
        try await house.storage.write { tx in for _ in 0..<number { _ = try tx.tryToSignIn([.address(address)], at: now) } }
    }

    func fail(_ userName: String, times: Int) async throws {
        for _ in 0..<times { #expect(try await browser().signIn(userName, "wrong").status == .unprocessableContent) }
    }
}
