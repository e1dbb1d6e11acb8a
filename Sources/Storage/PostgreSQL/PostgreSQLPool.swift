import Foundation
import NIOPosix
import Synchronization

/// Sessions for one purpose, as many as there are threads, each opened when it is first needed.
final class PostgreSQLPool: Sendable {
    private let address: PostgreSQLAddress
    let settings: PostgreSQLSettings
    private let threads: NIOThreadPool
    private let timeout: Duration
    private let state = Mutex(State())

    private enum Step {
        case use(PostgreSQLSession)
        case connect
        case wait(until: ContinuousClock.Instant)
    }

    private struct State {
        var idle: [PostgreSQLSession] = []
        var isClosed = false
        var outage: PostgreSQLOutage?

        mutating func step(at now: ContinuousClock.Instant, _ timeout: Duration) throws(StorageFault) -> Step {
            if isClosed { throw PostgreSQLPool.closed }
            if let session = idle.popLast() { return .use(session) }
            guard let outage else { return .connect }
            if now >= outage.next {
                self.outage?.tries(at: now)
                return .connect
            }
            if outage.outlasts(now, timeout) { throw outage.fault }
            return .wait(until: outage.next)
        }

        mutating func failed(_ fault: StorageFault, at now: ContinuousClock.Instant) {
            if outage == nil { outage = PostgreSQLOutage(fault, at: now) } else { outage?.failed(fault) }
        }
    }

    private static let closed = StorageFault.unavailable("the database is closed")

    /// - Parameter timeout: how long a server is waited for.
    init(_ address: PostgreSQLAddress, _ settings: PostgreSQLSettings, size: Int, timeout: Duration = PostgreSQLOutage.timeout) {
        (self.address, self.settings) = (address, settings)
        self.timeout = timeout
        threads = NIOThreadPool(numberOfThreads: size)
        threads.start()
    }

    deinit { close() }

    /// Opens the first session.
    func open() throws { put(back: try PostgreSQLSession(address, settings)) }

    func close() {
        state.withLock {
            $0.isClosed = true
            $0.idle = []
        }
        threads.shutdownGracefully { _ in }
    }

    /// On a thread of the pool.
    func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            threads.submit { state in
                continuation.resume(with: Result { if case .cancelled = state { throw Self.closed } else { try body() } })
            }
        }
    }

    /// A session in a transaction, or in whatever `opening` leaves it. Without a server it waits a little, and no longer than others before it have
    /// waited already.
    func begin(
        _ cancellation: PostgreSQLCancellation, _ opening: (PostgreSQLSession) throws(PostgreSQLFailure) -> Void
    ) throws -> PostgreSQLSession {
        while true {
            try cancellation.check()
            switch try state.withLock({ try $0.step(at: .now, timeout) }) {
            case .use(let session): if try begins(session, cancellation, opening) { return session }
            case .connect: connect()
            case .wait(let until): Thread.sleep(forTimeInterval: min(0.05, max(0, (until - .now) / .seconds(1))))
            }
        }
    }

    /// One that is still in a transaction, or lost its server, is closed instead.
    func put(back session: PostgreSQLSession) {
        guard session.isIdle else { return }
        state.withLock { if !$0.isClosed { $0.idle.append(session) } }
    }

    private func begins(
        _ session: PostgreSQLSession, _ cancellation: PostgreSQLCancellation, _ opening: (PostgreSQLSession) throws(PostgreSQLFailure) -> Void
    ) throws -> Bool {
        try cancellation.attach(session.interrupter)
        do throws(PostgreSQLFailure) {
            try opening(session)
            state.withLock { $0.outage = nil }
            return true
        } catch {
            cancellation.detach()
            try cancellation.check()
            if error.fault == .busy {
                _ = try? session.command("ROLLBACK")
                put(back: session)
                throw error.fault
            }
            // The others were opened to the same server.
            state.withLock {
                $0.idle = []
                $0.failed(error.fault, at: .now)
            }
            return false
        }
    }

    private func connect() {
        do throws(StorageFault) {
            put(back: try PostgreSQLSession(address, settings))
        } catch {
            state.withLock { $0.failed(error, at: .now) }
        }
    }
}
