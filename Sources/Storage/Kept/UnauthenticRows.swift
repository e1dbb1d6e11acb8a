import Synchronization

/// Counts the rows that gave nothing because this installation did not write them as they are, by table, and tells of them.
package final class UnauthenticRows: Sendable {
    private struct State {
        var counts: [String: Int] = [:]
        var told: [String: ContinuousClock.Instant] = [:]
    }

    private let state = Mutex(State())
    private let tell: @Sendable (_ table: String, _ row: String) -> Void

    /// - Parameter tell: called once a minute and table at most; a row is named by its table and key.
    package init(_ tell: @escaping @Sendable (_ table: String, _ row: String) -> Void = { _, _ in }) { self.tell = tell }

    package func count(of table: String) -> Int { state.withLock { $0.counts[table] ?? 0 } }

    package func report(_ table: String, _ row: String) {
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            state.counts[table, default: 0] += 1
            if let last = state.told[table], last + .seconds(60) > now { return false }
            state.told[table] = now
            return true
        }
        if isDue { tell(table, row) }
    }
}
