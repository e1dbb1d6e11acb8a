import CPostgreSQL
import Dispatch
import Synchronization

/// Whether the task that waits for a transaction was cancelled, and a way to stop the statement the server is busy with.
final class PostgreSQLCancellation: Sendable {
    private struct State {
        var isCancelled = false
        var interrupter: PostgreSQLInterrupter?
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func check() throws {
        if isCancelled { throw CancellationError() }
    }

    func attach(_ interrupter: PostgreSQLInterrupter) throws {
        try state.withLock {
            if $0.isCancelled { throw CancellationError() }
            $0.interrupter = interrupter
        }
    }

    /// Once this returns, nothing more is sent to the server.
    func detach() { state.withLock { $0.interrupter = nil } }

    func cancel() {
        state.withLock { $0.isCancelled = true }
        DispatchQueue.global().async { self.insist() }
    }

    /// A request to stop that arrives between two statements stops neither, so it is repeated until somebody listens.
    private func insist() {
        let goesOn = state.withLock { state in
            state.interrupter?.interrupt()
            return state.interrupter != nil
        }
        guard goesOn else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { self.insist() }
    }
}

/// libpq's key to stop what a session is doing, from another thread.
final class PostgreSQLInterrupter: @unchecked Sendable {
    // libpq never changes it once it is made.
    private let key: OpaquePointer?

    init(_ connection: OpaquePointer) { key = PQgetCancel(connection) }

    deinit { PQfreeCancel(key) }

    func interrupt() {
        guard let key else { return }
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { problem in
            _ = PQcancel(key, problem.baseAddress, Int32(problem.count))
        }
    }
}
