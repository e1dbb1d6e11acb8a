import Dispatch
import GRDBSQLite
import Synchronization

/// Whether the task that waits for a writer was cancelled, and a way to stop the statement that is being run for it, and no other's.
final class SQLiteCancellation: Sendable {
    private struct State {
        var isCancelled = false
        var interrupter: SQLiteInterrupter?
    }

    private let state = Mutex(State())

    func check() throws { if state.withLock({ $0.isCancelled }) { throw CancellationError() } }

    func attach(_ interrupter: SQLiteInterrupter) throws {
        try state.withLock {
            if $0.isCancelled { throw CancellationError() }
            $0.interrupter = interrupter
        }
    }

    /// Once this returns, nothing is stopped any more.
    func detach() { state.withLock { $0.interrupter = nil } }

    /// A request to stop that arrives between two statements stops neither, so it is repeated until the write is over.
    func cancel() {
        let goesOn = state.withLock {
            $0.isCancelled = true
            $0.interrupter?.interrupt()
            return $0.interrupter != nil
        }
        if goesOn { DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { self.cancel() } }
    }
}

/// A connection that may be told to stop.
struct SQLiteInterrupter: @unchecked Sendable {
    // sqlite3_interrupt is for other threads; whoever attaches this detaches it before the connection is closed.
    let connection: OpaquePointer?

    func interrupt() { if let connection { sqlite3_interrupt(connection) } }
}
