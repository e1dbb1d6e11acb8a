import HTTPTypes
import NIOPosix
import Synchronization

/// A few threads for work that blocks or takes long, so that what is quick never waits for it. They end with their owner.
///
/// What comes while they are all busy waits its turn, as long as not too much waits: the rest is refused at once (`TooBusy`), which its sender can
/// try again, rather than answered when nobody waits any more.
package final class Workers: Sendable {
    private let threads: Threads
    /// How much may be at work and wait together.
    private let room: Int
    private let taken = Mutex(0)

    package init(_ count: Int, waiting: Int = 1000) {
        threads = Threads(count)
        room = count + waiting
    }

    package var isFull: Bool { taken.withLock { $0 >= room } }

    /// - Throws: `TooBusy`
    package func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await admitted { try await threads.pool.runIfActive(work) }
    }

    /// The same for work that is written with `await`, such as a library's.
    /// - Throws: `TooBusy`
    package func runAsync<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
        try await admitted { try await withTaskExecutorPreference(threads) { try await work() } }
    }

    private func admitted<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        let isAdmitted = taken.withLock { taken in
            guard taken < room else { return false }
            taken += 1
            return true
        }
        guard isAdmitted else { throw TooBusy() }
        defer { taken.withLock { $0 -= 1 } }
        return try await body()
    }
}

/// The threads, as what a task can run on.
private final class Threads: TaskExecutor {
    let pool: NIOThreadPool

    init(_ count: Int) {
        pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
    }

    deinit { pool.shutdownGracefully { _ in } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// More work waits than will be done soon; nothing was begun.
package struct TooBusy: Error, Sendable {
    /// Seconds after which trying again makes sense.
    package static let pause = 5
    package init() {}
}

extension TooBusy: TellableError {
    package var report: ProblemReport? {
        var report = ProblemReport("busy", .serviceUnavailable)
        (report.pause, report.isToBeSentAgain) = (Self.pause, true)
        return report
    }
}
