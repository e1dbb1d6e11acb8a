import Dispatch
import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct WorkersTests {
    /// Work that lasts until it is told to end.
    private final class Blocker: Sendable {
        private let gate = DispatchSemaphore(value: 0)
        func wait() { gate.wait() }
        func end() { gate.signal() }
    }

    @Test func `while every worker is busy, pages that need none are answered, and whoever needs one is told to try again`() async throws {
        let test = try await TestHouse.demo(passwords: try PasswordHash(cost: .init(memory: 8, passes: 1), atOnce: 1, waiting: 1))
        let blocker = Blocker()
        let workers = test.house.workers
        let (began, signal) = AsyncStream<Void>.makeStream()
        async let first: Void = workers.run {
            signal.yield()
            blocker.wait()
        }
        for await _ in began { break }
        let waiting = Task { try await test.browser().signIn("sofiepeeters").status }
        while !workers.isFull { await Task.yield() }

        let browser = test.browser()
        #expect(try await browser.get("/help").status == .ok)
        for language in Language.allCases {
            let refused = try await test.browser(language.rawValue).post(
                "/sign-in", ["userName": "janvermeulen", "password": "typed-in-vain", "return": "/me"])
            #expect(refused.status == .serviceUnavailable && refused.headers[.retryAfter] == "5")
            #expect(refused.body.contains(test.house.pages.texts.say("problems.busy.title", in: language)))
            #expect(refused.body.contains(#"name="userName" value="janvermeulen""#) && refused.body.contains(#"name="return" value="/me""#))
            #expect(!refused.body.contains("typed-in-vain"))
        }
        #expect(try await browser.get("/help").status == .ok)

        blocker.end()
        try await first
        #expect(try await waiting.value == .seeOther)
        // A try that was not heard was no failure.
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM sign_in_failures") } == 0)
        #expect(test.house.metrics.faults.value == 0)
    }
}
