/// A server that does not answer: when to try again, and how long to wait for it. Shared by all who wait, so that they do not all try at once.
struct PostgreSQLOutage {
    private(set) var fault: StorageFault
    private(set) var next: ContinuousClock.Instant
    private let since: ContinuousClock.Instant
    private var delay: Duration = .milliseconds(20)

    init(_ fault: StorageFault, at now: ContinuousClock.Instant) {
        self.fault = fault
        since = now
        next = now + delay
    }

    /// As long as SQLite waits for a writer. A restart or a failover is mostly over by then.
    static let timeout: Duration = .seconds(5)

    func outlasts(_ now: ContinuousClock.Instant, _ timeout: Duration = timeout) -> Bool { now - since > timeout }

    /// Each attempt doubles the pause before the next one, up to two seconds, and a little chance keeps the nodes apart.
    mutating func tries(at now: ContinuousClock.Instant) {
        delay = min(delay * 2, .seconds(2))
        next = now + delay * Double.random(in: 0.75...1.25)
    }

    mutating func failed(_ fault: StorageFault) { self.fault = fault }
}
