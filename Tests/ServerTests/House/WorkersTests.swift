import Dispatch
import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

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

    @Test func `work written with await runs on the workers as well, and is bounded like the other`() async throws {
        let workers = Workers(1, waiting: 0)
        let blocker = Blocker()
        let (began, signal) = AsyncStream<Void>.makeStream()
        async let first: Void = workers.runAsync {
            await Self.pause()
            signal.yield()
            blocker.wait()
        }
        for await _ in began { break }
        await #expect(throws: TooBusy.self) { try await workers.run {} }
        await #expect(throws: TooBusy.self) { try await workers.runAsync {} }
        blocker.end()
        try await first
        #expect(try await workers.run { 1 } == 1)
    }

    private static func pause() async { await Task.yield() }

    @Test func `one at a time for each key, others meanwhile, and not too many wait`() async throws {
        let turns = KeyedLocks(most: 1)
        let (began, signal) = AsyncStream<Void>.makeStream()
        let (end, ending) = AsyncStream<Void>.makeStream()
        async let first: Void = turns.withLock([1]) {
            signal.yield()
            for await _ in end { break }
        }
        for await _ in began { break }
        #expect(try await turns.withLock([2]) { 2 } == 2)
        let second = Task { try await turns.withLock([1]) { 1 } }
        while await turns.waiting[[1]]?.isEmpty != false { await Task.yield() }
        await #expect(throws: TooBusy.self) { try await turns.withLock([1]) {} }
        ending.yield()
        try await first
        #expect(try await second.value == 1)
        #expect(await turns.waiting.isEmpty)
    }
}
