import Foundation

/// How far the primary's log was durable at some moment. A standby that has replayed so much holds all that was acknowledged before, by whichever node:
/// rows of every kind, whether or not an act wrote them.
struct PostgreSQLMark: Sendable {
    /// Such as `16/B374D848`.
    private let position: String

    /// - Parameter pool: of the primary.
    init(of pool: PostgreSQLPool, _ cancellation: PostgreSQLCancellation) throws {
        var found: [String] = []
        let session = try pool.begin(cancellation) { session throws(PostgreSQLFailure) in
            found = try session.command("SELECT pg_current_wal_flush_lsn()")
        }
        cancellation.detach()
        if !cancellation.isCancelled { pool.put(back: session) }
        guard let position = found.first else { throw StorageFault.unavailable("the database does not tell its position") }
        self.position = position
    }

    /// Asked before the transaction begins, since its snapshot would be older than the answer. A standby that is only a little behind is waited for; one
    /// that does not follow the primary at the moment, or is none, is not: after a failover, it may hold what the new primary does not.
    func isReached(by session: PostgreSQLSession) throws(PostgreSQLFailure) -> Bool {
        let question = """
            SELECT CASE WHEN pg_is_in_recovery() AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver)
            THEN pg_last_wal_replay_lsn() >= '\(position)'::pg_lsn END
            """
        for _ in 0..<Self.times {
            switch try session.command(question).first {
            case "t": return true
            case "f": Thread.sleep(forTimeInterval: Self.pause)
            default: return false
            }
        }
        return false
    }

    private static let times = 10
    private static let pause = 0.005
}
