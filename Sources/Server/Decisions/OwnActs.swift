import Rules
import Standards
import Synchronization

/// What one transaction of this node adds to the ledger.
struct OwnActs: Sendable {
    let before: LedgerHead
    let after: LedgerHead
    let acts: [Act]

    /// Nil when there are too many to be kept.
    init?(_ growth: LedgerGrowth, after: LedgerHead) {
        guard let acts = growth.acts else { return nil }
        (before, self.after, self.acts) = (growth.before, after, acts)
    }
}

/// What the transactions of this node are about to add, until it is committed: those that were are told apart by the tree. Whatever leads to a head that
/// was committed was committed itself, in whichever order the writers come back.
final class ExpectedActs: Sendable {
    /// By the size of the ledger before them.
    private let expected = Mutex<[Int64: OwnActs]>([:])
    private static let most = 256

    func note(_ acts: OwnActs) { expected.withLock { $0[acts.before.size] = acts } }

    /// All that leads from one head to another, which is committed; nil when somebody else has written in between.
    func way(from head: LedgerHead, to last: LedgerHead) -> [OwnActs]? {
        expected.withLock { expected in
            var (way, head): ([OwnActs], LedgerHead) = ([], head)
            while head != last {
                guard let next = expected[head.size], next.before == head, next.after.size <= last.size else { return nil }
                way.append(next)
                head = next.after
            }
            for step in way { expected[step.before.size] = nil }
            if expected.count > Self.most { expected = expected.filter { $0.key >= last.size } }
            return way
        }
    }
}
