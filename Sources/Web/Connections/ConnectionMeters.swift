/// Connections on all ports: those open now, those there was no room for, and those on which something did not come in time.
package struct ConnectionMeters: Sendable {
    /// How many may be open for everything.
    package let allowed = Counter()
    let opened = Counter()
    let closed = Counter()
    /// Let in for `/live`, `/health` and `/metrics` alone.
    package let limited = Counter()
    package let refused = Counter()
    /// The system gave no connection, for want of descriptors or memory.
    package let unaccepted = Counter()
    private let misses = Dictionary(uniqueKeysWithValues: RequestDeadlines.Missed.allCases.map { ($0, Counter()) })

    package init() {}

    package var open: Int { opened.value - closed.value }

    func missed(_ missed: RequestDeadlines.Missed) { misses[missed]?.add(1) }
    package func count(_ missed: RequestDeadlines.Missed) -> Int { misses[missed]?.value ?? 0 }
}
