import Dispatch
import GRDB
import Synchronization

/// Writers in the order in which they came. Those who wait while the disk works are then written one after the other in one transaction, each in a
/// savepoint of its own, and share one flush: nobody is told of a commit before it is durable, and one that fails undoes nothing but itself.
final class SQLiteWriters: Sendable {
    private struct Queue {
        var waiting: [QueuedWrite] = []
        var isServed = false
    }

    private let pool: DatabasePool
    private let scans: TableScans?
    private let queue = Mutex(Queue())
    private let thread = DispatchQueue(label: "storage.writers")
    /// A group takes no more writers than these, and none after so long: the first of them waits for the last.
    private static let most = 64
    private static let longest: Duration = .milliseconds(10)

    init(_ pool: DatabasePool, _ scans: TableScans?) { (self.pool, self.scans) = (pool, scans) }

    func write<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        let cancellation = SQLiteCancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { enter(QueuedWrite(cancellation, $0, scans, body)) }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private func enter(_ queued: QueuedWrite) {
        let isFirst = queue.withLock { queue in
            queue.waiting.append(queued)
            defer { queue.isServed = true }
            return !queue.isServed
        }
        if isFirst { serve() }
    }

    /// A group at a time, so that whoever closes the database comes in between.
    private func serve() {
        thread.async { [self] in
            // Told outside of the database: whoever hears it may let go of the last that holds it open.
            if let first = next() { for tell in pool.writeWithoutTransaction({ write(first, $0) }) { tell() } }
            let goesOn = queue.withLock {
                $0.isServed = !$0.waiting.isEmpty
                return $0.isServed
            }
            if goesOn { serve() }
        }
    }

    private func next() -> QueuedWrite? { queue.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() } }

    /// Gives what tells each writer how its write ended.
    private func write(_ first: QueuedWrite, _ database: Database) -> [() -> Void] {
        do { try database.perform("BEGIN IMMEDIATE") } catch { return [{ first.fail(error) }] }
        let end = ContinuousClock.now + Self.longest
        var (group, failures): ([QueuedWrite.Written], [() -> Void]) = ([], [])
        var upcoming: QueuedWrite? = first
        while let present = upcoming {
            do {
                group.append(try present.written(in: database, beside: !group.isEmpty))
            } catch {
                failures.append { present.fail(error) }
                guard database.isInsideTransaction else {
                    again(group)
                    return failures
                }
            }
            upcoming = group.count < Self.most && ContinuousClock.now < end ? next() : nil
        }
        do {
            try database.perform("COMMIT")
            return failures + group.map(\.acknowledge)
        } catch {
            if database.isInsideTransaction { try? database.rollback() }
            return failures + group.map { written in { written.queued.fail(error) } }
        }
    }

    /// Some failures, and an interrupted INSERT, undo the whole transaction: those who were done before are run again, in their order.
    private func again(_ group: [QueuedWrite.Written]) { queue.withLock { $0.waiting.insert(contentsOf: group.map(\.queued), at: 0) } }
}

/// One writer that waits.
struct QueuedWrite: Sendable {
    /// What was written and is not committed yet.
    struct Written {
        let queued: QueuedWrite
        let acknowledge: () -> Void
    }

    private let run: @Sendable (Database) throws -> () -> Void
    let fail: @Sendable (any Error) -> Void

    init<T: Sendable>(
        _ cancellation: SQLiteCancellation, _ caller: CheckedContinuation<T, any Error>, _ scans: TableScans?,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> T
    ) {
        run = { database in
            try cancellation.attach(SQLiteInterrupter(connection: database.sqliteConnection))
            defer { cancellation.detach() }
            let connection = SQLiteConnection(database, scans, check: cancellation.check)
            let value = try body(Transaction(connection: connection))
            try connection.goOn()
            return { caller.resume(returning: value) }
        }
        fail = { caller.resume(throwing: $0) }
    }

    /// - Parameter others: whether others were written in this transaction, whom a failure must not harm.
    func written(in database: Database, beside others: Bool) throws -> Written {
        if others { try database.perform("SAVEPOINT writer") }
        do {
            let acknowledge = try run(database)
            if others { try database.perform("RELEASE writer") }
            return Written(queued: self, acknowledge: acknowledge)
        } catch {
            undo(in: database, beside: others)
            throw error
        }
    }

    /// The whole transaction is over afterwards when this writer was alone in it, or could not be undone alone.
    private func undo(in database: Database, beside others: Bool) {
        guard database.isInsideTransaction else { return }
        do {
            for undoing in others ? ["ROLLBACK TO writer", "RELEASE writer"] : ["ROLLBACK"] { try database.perform(undoing) }
        } catch {
            try? database.rollback()
        }
    }
}

extension Database {
    fileprivate func perform(_ sql: String) throws { try cachedStatement(sql: sql).execute() }
}
