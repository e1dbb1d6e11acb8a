import Foundation

/// PostgreSQL through libpq: writers about the same wait for each other (`PostgreSQLMode`), readers on their own snapshots, each on a thread and a connection of a bounded pool. Readers have
/// their own, so that they wait for no writer.
final class PostgreSQLEngine: Engine {
    private let address: PostgreSQLAddress
    private let settings = PostgreSQLSettings()
    private let readers: PostgreSQLPool
    private let writers: PostgreSQLPool
    private let replica: PostgreSQLPool?

    /// Opens a connection, so that a wrong address or an unfit database is known at once.
    init(_ address: PostgreSQLAddress, replica: PostgreSQLAddress?) throws {
        self.address = address
        readers = PostgreSQLPool(address, settings, size: address.readers)
        writers = PostgreSQLPool(address, settings, size: address.writers)
        self.replica = replica.map { [settings] in PostgreSQLPool($0.asReplica, settings, size: $0.connections, timeout: .zero) }
        try readers.open()
    }

    func write<T: Sendable>(_ lock: WriteLock, _ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await perform(writers, .write(lock), body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await perform(readers, .read, body)
    }

    func readReplica<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        guard let replica else { return try await read(body) }
        let mark = try await mark()
        do { return try await perform(replica, .read, since: mark, body) } catch StorageFault.unavailable, StorageFault.busy {
            return try await read(body)
        }
    }

    private func mark() async throws -> PostgreSQLMark {
        let cancellation = PostgreSQLCancellation()
        return try await withTaskCancellationHandler {
            try await readers.run { [readers] in try PostgreSQLMark(of: readers, cancellation) }
        } onCancel: {
            cancellation.cancel()
        }
    }

    func announcements() -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { stream in
            let listener = PostgreSQLListener(address, settings) { stream.yield() }
            stream.onTermination = { _ in listener.stop() }
            listener.start()
        }
    }

    func close() {
        readers.close()
        writers.close()
        replica?.close()
    }

    private func perform<T: Sendable>(
        _ pool: PostgreSQLPool, _ mode: PostgreSQLMode, since mark: PostgreSQLMark? = nil,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> T
    ) async throws -> T {
        let cancellation = PostgreSQLCancellation()
        return try await withTaskCancellationHandler {
            try await pool.run {
                var attempt = PostgreSQLAttempt(pool: pool, mode: mode, mark: mark, cancellation: cancellation)
                var number = 1.0
                while true {
                    if let value = try attempt.value(isLast: number == 5, body) { return value }
                    if attempt.mode.isBesideOthers { attempt.mode = .write(.alone) }
                    Thread.sleep(forTimeInterval: Double.random(in: 0.002...0.01) * number)
                    number += 1
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }
}

/// One run of a transaction's body.
struct PostgreSQLAttempt {
    let pool: PostgreSQLPool
    var mode: PostgreSQLMode
    /// How far the server must be.
    let mark: PostgreSQLMark?
    let cancellation: PostgreSQLCancellation

    /// Nil when PostgreSQL undid the transaction because of another one, or may have, so that it should be tried again: alone, where others wrote
    /// beside it.
    func value<T>(isLast: Bool, _ body: (borrowing Transaction) throws -> T) throws -> T? {
        var isBehind = false
        let session = try pool.begin(cancellation) { session throws(PostgreSQLFailure) in
            isBehind = try mark?.isReached(by: session) == false
            if !isBehind { try session.run(mode.begin) }
        }
        let connection = PostgreSQLConnection(session, mode, cancellation, in: pool.settings.schema)
        defer { release(session, after: connection.failure) }
        if isBehind { throw StorageFault.unavailable("the replica is behind") }
        do {
            let value = try body(Transaction(connection: connection))
            try connection.commit()
            return value
        } catch  where isWorthAnother(connection.failure) && !isLast && !cancellation.isCancelled {
            return nil
        }
    }

    /// What a constraint forbids may have been done by somebody else meanwhile; alone, it shows before it is written.
    private func isWorthAnother(_ failure: PostgreSQLFailure?) -> Bool {
        guard let failure else { return false }
        return failure.isConflict || (mode.isBesideOthers && failure.isAmongRows)
    }

    /// A request to stop may still be on its way to a cancelled session, so it is not used again.
    private func release(_ session: PostgreSQLSession, after failure: PostgreSQLFailure?) {
        cancellation.detach()
        guard !cancellation.isCancelled, failure?.isLost != true else { return }
        if !session.isIdle { _ = try? session.command("ROLLBACK") }
        pool.put(back: session)
    }
}
