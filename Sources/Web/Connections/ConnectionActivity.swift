import Synchronization

/// What goes on over a connection, for whoever must choose one that gives way to another.
final class ConnectionActivity: Sendable {
    enum State: UInt8, AtomicRepresentable {
        /// Nothing is asked, or all is answered.
        case idle
        /// A request is still coming.
        case asking
        /// What was asked is being answered.
        case answering
    }

    private let current = Atomic(State.idle)

    var state: State {
        get { current.load(ordering: .relaxed) }
        set { current.store(newValue, ordering: .relaxed) }
    }
}
