import Dispatch
import Testing

@testable import Web

@Suite struct WorkersTests {
    /// Work that lasts until it is told to end.
    private final class Blocker: Sendable {
        private let gate = DispatchSemaphore(value: 0)
        func wait() { gate.wait() }
        func end() { gate.signal() }
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
